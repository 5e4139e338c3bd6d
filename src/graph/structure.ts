/** Tensors in lists and objects, taken apart and put together again. */
import * as tf from "@tensorflow/tfjs-node-gpu";

/** Tensors, and lists and objects of them; anything else stays what it is. */
export type Structure = unknown;

export interface Flat {
  tensors: tf.Tensor[];
  /** What else there is, and the dtypes and shapes: equal where one graph serves both. */
  signature: string;
  /** The same structure of other tensors. */
  rebuild(tensors: readonly tf.Tensor[]): Structure;
}

export function flatten(value: Structure): Flat {
  if (value instanceof tf.Tensor) {
    const { dtype, shape } = value;
    return {
      tensors: [value],
      signature: `${dtype}[${shape.join(",")}]`,
      rebuild: ([tensor]) => tensor,
    };
  }
  if (Array.isArray(value))
    return flattenParts(
      value.map((part) => ["", part]),
      (parts) => parts,
    );
  if (isPlainObject(value)) {
    const entries = Object.entries(value);
    return flattenParts(entries, (parts) =>
      Object.fromEntries(entries.map(([name], index) => [name, parts[index]])),
    );
  }
  return { tensors: [], signature: `${typeof value} ${String(value)}`, rebuild: () => value };
}

function flattenParts(entries: [string, Structure][], build: (parts: Structure[]) => Structure): Flat {
  const parts = entries.map(([name, part]) => [name, flatten(part)] as const);
  return {
    tensors: parts.flatMap(([, { tensors }]) => tensors),
    signature: `(${parts.map(([name, { signature }]) => `${name}:${signature}`).join(" ")})`,
    rebuild: (tensors) => {
      const left = [...tensors];
      return build(parts.map(([, part]) => part.rebuild(left.splice(0, part.tensors.length))));
    },
  };
}

function isPlainObject(value: Structure): value is Record<string, Structure> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
