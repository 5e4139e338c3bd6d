/** The source of `Dataset.fromTensorSlices`: tensors, lists and typed arrays, taken apart along their first axis. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { isPlainObject, partName, type Structure } from "./element";
import { DatasetError, describeValue } from "./errors";
import { isList, listValues } from "./lists";
import { ArrayRows, Row, type RowSource, TensorRows } from "./rows";
import type { Open } from "./stream";
import { isTypedArray, valuesOf } from "./typedArrays";
import { isPromise } from "./values";

/** Rows of a part, and how many there are. */
interface Rows {
  source: RowSource;
  length: number;
}

const CURE = "give tensors, lists of numbers or typed arrays, alone or as such as [x, y] or { x, y }";

/** @throws {DatasetError} for what has no first axis, or not one of the same length. */
export function slices(parts: unknown): { open: Open; size: number } {
  const lengths = new Map<string, number>();
  const rowOf = rowMaker(parts, "", lengths);
  if (lengths.size === 0 || (Array.isArray(parts) && parts.length === 0)) {
    throw new DatasetError(`fromTensorSlices: ${describeValue(parts)} holds nothing to slice.`, {
      cure: CURE,
    });
  }
  const size = oneLength(lengths);
  const open: Open = () => {
    let next = 0;
    return {
      pull: async (count) => {
        const from = next;
        next = Math.min(size, from + count);
        return Array.from({ length: next - from }, (_, offset) => rowOf(from + offset));
      },
      close: async () => {},
    };
  };
  return { open, size };
}

function oneLength(lengths: ReadonlyMap<string, number>): number {
  const [size = 0] = lengths.values();
  const other = [...lengths].find(([, length]) => length !== size);
  if (!other) return size;
  const [first] = lengths.keys();
  throw new DatasetError(
    `fromTensorSlices: parts must be of one length, found ${size} and ${other[1]} along their first axes, ` +
      `of ${first} and ${other[0]}.`,
    { cure: "check that x and y were sliced alike" },
  );
}

/** Makes elements by index, the structure being looked at once. */
function rowMaker(
  part: unknown,
  name: string,
  lengths: Map<string, number>,
): (index: number) => Structure<Row> {
  const rows = rowsOf(part, name);
  if (rows) {
    lengths.set(name, rows.length);
    return (index) => new Row(rows.source, index);
  }
  if (Array.isArray(part)) {
    const makers = part.map((inner, index) => rowMaker(inner, partName(name, index), lengths));
    return (index) => makers.map((make) => make(index));
  }
  if (!isPlainObject(part)) throw unsliceable(part, name);
  const makers = Object.entries(part).map(
    ([key, inner]) => [key, rowMaker(inner, partName(name, key), lengths)] as const,
  );
  return (index) => Object.fromEntries(makers.map(([key, make]) => [key, make(index)]));
}

function rowsOf(part: unknown, name: string): Rows | undefined {
  const what = name === "" ? "fromTensorSlices" : `fromTensorSlices: part ${name}`;
  if (part instanceof tf.Tensor) return tensorRows(part, what);
  if (isTypedArray(part)) {
    const { values, dtype } = valuesOf(part, `${what}: found`);
    return { source: new ArrayRows(values, [], dtype), length: part.length };
  }
  if (!isList(part)) return undefined;
  const { values, dtype, shape } = listValues(part, what);
  return { source: new ArrayRows(values, shape.slice(1), dtype), length: shape[0] as number };
}

function tensorRows(tensor: tf.Tensor, what: string): Rows {
  if (tensor.isDisposed) {
    throw new DatasetError(`${what} is a tensor that has been disposed.`, {
      cure: "dispose it when the dataset is not iterated any more",
    });
  }
  const [length, ...shape] = tensor.shape;
  if (length === undefined) {
    throw new DatasetError(`${what}: a scalar has no first axis to slice along.`, {
      cure: "give each element its own, with tf.fill([count], value), or add it with map",
    });
  }
  // TensorFlow's strings cannot be gathered by tfjs.
  const source =
    tensor.dtype === "string"
      ? new ArrayRows(tensor.dataSync<"string">() as unknown as string[], shape, "string")
      : new TensorRows(tensor);
  return { source, length };
}

function unsliceable(part: unknown, name: string): DatasetError {
  const where = name === "" ? "" : ` as part ${name}`;
  const isScalar = ["number", "boolean", "string", "bigint"].includes(typeof part);
  const why = isScalar ? "a scalar has no first axis to slice along" : "it cannot be sliced";
  return new DatasetError(`fromTensorSlices: found ${describeValue(part)}${where}; ${why}.`, {
    cure: cureFor(part),
  });
}

function cureFor(part: unknown): string {
  if (typeof part === "function") return "Dataset.fromGenerator takes functions that yield elements";
  if (isPromise(part)) return "await it";
  if (typeof part === "object" && part !== null && Symbol.asyncIterator in part) {
    return "Dataset.zip puts datasets side by side";
  }
  return CURE;
}
