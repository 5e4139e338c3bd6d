/**
 * A thread that reads one HDF5 file whole, since a damaged one can hold the library for ever, or make it ask for all
 * memory there is: a thread can be ended.
 */
import { parentPort, workerData } from "node:worker_threads";
import type * as h5wasm from "h5wasm";
import { hdf5Library } from "./library";
import type { StoredGroup, StoredNode, ThreadMessage, Unusable } from "./storedTree";

/** Model files are some levels deep; groups that hold each other go on for ever. */
const deepest = 64;

interface Budget {
  /** Keras does not compress: the arrays of a file are no larger than the file. */
  bytes: number;
}

async function readWhole(bytes: Uint8Array): Promise<void> {
  limitMemory(2 ** 26 + 4 * bytes.length);
  const { File, FS } = await hdf5Library();
  say("begins");
  try {
    FS.writeFile("/file.h5", bytes);
    say({ tree: groupTree(new File("/file.h5", "r"), { bytes: bytes.length }, 0) });
  } catch (error) {
    say({ failed: reason(error) });
  }
}

const say = (message: ThreadMessage) => parentPort?.postMessage(message);

/** The library says at length how it came to its error; what happened stands after the last call. */
function reason(error: unknown): string {
  const said = String((error as Error)?.message ?? error);
  return [...said.matchAll(/ in \w+\(\): (.*)/g)].at(-1)?.[1] ?? (said.split("\n")[0] as string);
}

const unusable = (why: string): Unusable => ({ kind: "unusable", why });

interface WasmMemory {
  buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** In bytes. The library asks for more through this one function. */
function limitMemory(largest: number): void {
  const { prototype } = (globalThis as unknown as { WebAssembly: { Memory: { prototype: WasmMemory } } })
    .WebAssembly.Memory;
  const { grow } = prototype;
  prototype.grow = function (this: WasmMemory, pages: number) {
    if (this.buffer.byteLength + pages * 2 ** 16 > largest) throw new RangeError("too much memory");
    return grow.call(this, pages);
  };
}

function groupTree(group: h5wasm.Group, budget: Budget, depth: number): StoredGroup {
  if (depth > deepest) throw new Error("its groups lie in each other without end");
  const { attrs } = group;
  return {
    kind: "group",
    attributes: Object.keys(attrs).map((name) => [name, attributeOf(attrs, name)]),
    members: group.keys().map((name) => [name, nodeOf(group, name, budget, depth)]),
  };
}

function attributeOf(attrs: h5wasm.Group["attrs"], name: string): string | string[] | Unusable {
  const { value } = attrs[name] as { value: unknown };
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.every((one) => typeof one === "string")) return value as string[];
  if (value === null || (ArrayBuffer.isView(value) && value.byteLength === 0)) return [];
  return unusable("is no text");
}

function nodeOf(group: h5wasm.Group, name: string, budget: Budget, depth: number): StoredNode {
  const found = group.get(name) as (h5wasm.Group & h5wasm.Dataset) | null;
  if (found?.type === "Group") return groupTree(found, budget, depth + 1);
  const shape = found?.type === "Dataset" ? found.shape : null;
  if (!(found && shape)) return unusable("holds no numbers");
  budget.bytes -= shape.reduce((product, length) => product * length, found.metadata.size);
  if (budget.bytes < 0) return unusable("claims to be larger than the file");
  const data = numbersOf(found.value);
  if (!data) return unusable(`holds numbers of a kind that models do not have (${String(found.dtype)})`);
  return { kind: "array", shape, data };
}

function numbersOf(value: unknown): Float32Array | BigInt64Array | undefined {
  if (value instanceof Float32Array || value instanceof BigInt64Array) return value;
  if (value instanceof Float64Array || value instanceof Int32Array) return Float32Array.from(value);
  if (typeof value === "number") return Float32Array.of(value);
  if (typeof value === "bigint") return BigInt64Array.of(value);
  return undefined;
}

void readWhole(workerData as Uint8Array);
