import path from "node:path";
import { Worker } from "node:worker_threads";
import { packageRoot } from "../../../engine";
import { ModelFileError } from "../../errors";
import type { StoredArray, StoredGroup, StoredNode, ThreadMessage } from "./storedTree";

export type AttributeValue = string | string[];

/** A group that is read. Paths are below it. */
export interface GroupReader {
  has(path: string): boolean;
  /** @throws {ModelFileError} where there is none of that name. */
  group(path: string): GroupReader;
  /** @throws {ModelFileError} where it is none of numbers, or larger than the file. */
  array(path: string): StoredArray;
  /** @throws {ModelFileError} where it is no text. */
  attribute(name: string): AttributeValue | undefined;
  names(): string[];
}

/** Milliseconds that a file may take, and those for each MiB of it. A healthy one takes some twenty. */
const patience = { everyFile: 3000, eachMebibyte: 100 };

/** @throws {ModelFileError} for what HDF5 does not take for one of its files, in which it does not end, and where `read` fails. */
export async function readHdf5<Result>(
  bytes: Uint8Array,
  what: string,
  read: (root: GroupReader) => Result,
): Promise<Result> {
  return read(groupReader(await treeOf(bytes, what), what));
}

async function treeOf(bytes: Uint8Array, what: string): Promise<StoredGroup> {
  // The built file, also where the sources run in a test: Node starts threads of JavaScript alone.
  const thread = new Worker(path.join(packageRoot, "dist", "saving", "files", "hdf5", "readingThread.js"), {
    workerData: bytes,
    // What the library has to say, it throws as well.
    stdout: true,
    stderr: true,
  });
  try {
    return await treeFrom(thread, patience.everyFile + (patience.eachMebibyte * bytes.length) / 2 ** 20);
  } catch (error) {
    throw new ModelFileError(`${what} is damaged, or no HDF5 file: ${(error as Error).message}.`, {
      cure: "save or copy the model again",
    });
  } finally {
    await thread.terminate();
  }
}

function treeFrom(thread: Worker, limit: number): Promise<StoredGroup> {
  let timer: NodeJS.Timeout | undefined;
  const tree = new Promise<StoredGroup>((resolve, reject) => {
    thread.on("error", reject);
    thread.on("message", (message: ThreadMessage) => {
      if (message === "begins") timer = setTimeout(() => reject(new Error("reading it does not end")), limit);
      else if ("tree" in message) resolve(message.tree);
      else reject(new Error(message.failed));
    });
  });
  return tree.finally(() => clearTimeout(timer));
}

function groupReader(group: StoredGroup, what: string): GroupReader {
  const node = (path: string): StoredNode => {
    const found = nodeAt(group, path);
    if (!found) throw new ModelFileError(`${what} has no "${path}".`);
    if (found.kind !== "unusable") return found;
    throw new ModelFileError(`${what}: "${path}" ${found.why}.`);
  };
  return {
    has: (path) => nodeAt(group, path) !== undefined,
    names: () => group.members.map(([name]) => name),
    group: (path) => {
      const found = node(path);
      if (found.kind === "group") return groupReader(found, what);
      throw new ModelFileError(`${what}: "${path}" is no group.`);
    },
    array: (path) => {
      const found = node(path);
      if (found.kind === "array") return found;
      throw new ModelFileError(`${what}: "${path}" holds no numbers.`);
    },
    attribute: (name) => {
      const value = group.attributes.find(([one]) => one === name)?.[1];
      if (value === undefined || typeof value === "string" || Array.isArray(value)) return value;
      throw new ModelFileError(`${what}: its attribute "${name}" ${value.why}.`);
    },
  };
}

function nodeAt(group: StoredGroup, path: string): StoredNode | undefined {
  const [first = "", ...rest] = path.split("/");
  const found = group.members.find(([name]) => name === first)?.[1];
  if (rest.length === 0 || found === undefined) return found;
  return found.kind === "group" ? nodeAt(found, rest.join("/")) : undefined;
}
