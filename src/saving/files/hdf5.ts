/** HDF5 files in memory, through the HDF5 library itself (h5wasm). It sees no other file. */
import type * as h5wasm from "h5wasm";
import { ModelFileError } from "../errors";

/** Numbers as a file holds them. */
export interface StoredArray {
  shape: number[];
  data: Float32Array | BigInt64Array;
}

export type AttributeValue = string | string[];

/** A group to be written. */
export interface GroupWriter {
  group(name: string): GroupWriter;
  array(name: string, array: StoredArray): void;
  attribute(name: string, value: AttributeValue): void;
}

/** A group that is read. Paths are below it. */
export interface GroupReader {
  has(path: string): boolean;
  /** @throws {ModelFileError} where there is none of that name. */
  group(path: string): GroupReader;
  /** @throws {ModelFileError} where it is none of numbers, or larger than the file. */
  array(path: string): StoredArray;
  attribute(name: string): AttributeValue | undefined;
  names(): string[];
}

type Library = typeof h5wasm & {
  FS: {
    writeFile(name: string, bytes: Uint8Array): void;
    readFile(name: string): Uint8Array;
    unlink(name: string): void;
  };
};

let loading: Promise<Library> | undefined;
let files = 0;

function library(): Promise<Library> {
  loading ??= import("h5wasm").then(async (hdf5) => {
    const module = (await hdf5.ready) as unknown as Library & { activate_throwing_error_handler(): void };
    // Otherwise it prints what went wrong.
    module.activate_throwing_error_handler();
    const { FS } = module;
    return { ...hdf5, FS } as unknown as Library;
  });
  return loading;
}

export async function writeHdf5(fill: (root: GroupWriter) => void): Promise<Uint8Array> {
  const { File, FS } = await library();
  const name = `/written-${files++}.h5`;
  const file = new File(name, "w");
  try {
    try {
      fill(groupWriter(file));
    } finally {
      file.close();
    }
    return FS.readFile(name);
  } finally {
    FS.unlink(name);
  }
}

function groupWriter(group: h5wasm.Group): GroupWriter {
  return {
    group: (name) => groupWriter(group.create_group(name)),
    array: (name, { shape, data }) => {
      const dtype = data instanceof BigInt64Array ? "<q" : "<f";
      group.create_dataset({ name, data, shape, dtype });
    },
    attribute: (name, value) => {
      if (typeof value === "string") group.create_attribute(name, value);
      // An array of no strings has no length to take from them.
      else if (value.length === 0) group.create_attribute(name, [], [0], "S1");
      else group.create_attribute(name, value);
    },
  };
}

/** @throws {ModelFileError} for what HDF5 does not take for one of its files, and where `read` fails in it. */
export async function readHdf5<Result>(
  bytes: Uint8Array,
  what: string,
  read: (root: GroupReader) => Result,
): Promise<Result> {
  const { File, FS } = await library();
  const name = `/read-${files++}.h5`;
  FS.writeFile(name, bytes);
  let file: h5wasm.File | undefined;
  try {
    file = new File(name, "r");
    return read(groupReader(file, { what, size: bytes.length }));
  } catch (error) {
    if (error instanceof ModelFileError) throw error;
    const [reason] = String((error as Error)?.message ?? error).split("\n");
    throw new ModelFileError(`${what} is damaged, or no HDF5 file: ${reason}.`, {
      cure: "save or copy the model again",
      cause: error,
    });
  } finally {
    file?.close();
    FS.unlink(name);
  }
}

function groupReader(group: h5wasm.Group, file: { what: string; size: number }): GroupReader {
  const { what, size } = file;
  const entity = (path: string) => {
    const found = hasPath(group, path) ? group.get(path) : null;
    if (found) return found as h5wasm.Group & h5wasm.Dataset;
    throw new ModelFileError(`${what} has no "${path}".`);
  };
  return {
    has: (path) => hasPath(group, path),
    names: () => group.keys(),
    group: (path) => {
      const found = entity(path);
      if (found.type === "Group") return groupReader(found, file);
      throw new ModelFileError(`${what}: "${path}" is no group.`);
    },
    array: (path) => {
      const dataset = entity(path);
      const shape = dataset.type === "Dataset" ? dataset.shape : null;
      if (!shape) throw new ModelFileError(`${what}: "${path}" holds no numbers.`);
      const { metadata } = dataset;
      const count = shape.reduce((product, length) => product * length, 1);
      // Keras does not compress: what claims to be larger than the file would only fill memory.
      if (count * metadata.size > size) {
        throw new ModelFileError(`${what}: "${path}" claims to be larger than the file.`);
      }
      return { shape, data: numbersOf(dataset, `${what}: "${path}"`) };
    },
    attribute: (name) => {
      const { attrs } = group;
      if (!(name in attrs)) return undefined;
      const { value } = attrs[name] as { value: unknown };
      if (typeof value === "string") return value;
      if (Array.isArray(value) && value.every((one) => typeof one === "string")) return value as string[];
      if (value === null || (ArrayBuffer.isView(value) && value.byteLength === 0)) return [];
      throw new ModelFileError(`${what}: its attribute "${name}" is no text.`);
    },
  };
}

function hasPath(group: h5wasm.Group, path: string): boolean {
  const [first = "", ...rest] = path.split("/");
  if (!group.keys().includes(first)) return false;
  if (rest.length === 0) return true;
  const next = group.get(first) as { type?: string } | null;
  return next?.type === "Group" && hasPath(next as h5wasm.Group, rest.join("/"));
}

function numbersOf(dataset: h5wasm.Dataset, where: string): Float32Array | BigInt64Array {
  const value = dataset.value as unknown;
  if (value instanceof Float32Array || value instanceof BigInt64Array) return value;
  if (value instanceof Float64Array || value instanceof Int32Array) return Float32Array.from(value);
  if (typeof value === "number") return Float32Array.of(value);
  if (typeof value === "bigint") return BigInt64Array.of(value);
  throw new ModelFileError(`${where} holds numbers of a kind that models do not have (${dataset.dtype}).`);
}
