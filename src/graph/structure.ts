/** Tensors in lists and objects, taken apart and put together again. */
import * as tf from "@tensorflow/tfjs-node-gpu";

/** Tensors, and lists and objects of them; anything else stays what it is. */
export type Structure = unknown;

/** A part that has no parts, or an empty list or object. */
export interface Leaf {
  /** Where it stands, such as `argument 1.images[0]`. */
  path: string;
  /** Dtype and shape of a tensor, such as `float32[64,28,28,1]`; the value of anything else. */
  type: string;
}

export interface Flat {
  tensors: tf.Tensor[];
  /** Equal where one graph serves both. */
  leaves: Leaf[];
  /** The same structure of other tensors. */
  rebuild(tensors: readonly tf.Tensor[]): Structure;
}

/** @param path what stands for the whole. */
export function flatten(value: Structure, path = ""): Flat {
  if (value instanceof tf.Tensor) {
    const { dtype, shape } = value;
    return {
      tensors: [value],
      leaves: [{ path, type: `${dtype}[${shape.join(",")}]` }],
      rebuild: ([tensor]) => tensor,
    };
  }
  if (Array.isArray(value)) {
    const parts = value.map((part, index) => flatten(part, `${path}[${index}]`));
    return joined(parts, { path, type: "[]" }, (built) => built);
  }
  if (isPlainObject(value)) {
    const names = Object.keys(value);
    const parts = names.map((name) => flatten(value[name], `${path}.${name}`));
    return joined(parts, { path, type: "{}" }, (built) =>
      Object.fromEntries(names.map((name, index) => [name, built[index]])),
    );
  }
  return {
    tensors: [],
    leaves: [{ path, type: `${typeof value} ${String(value)}` }],
    rebuild: () => value,
  };
}

/** @param empty stands for a structure without parts. */
function joined(parts: readonly Flat[], empty: Leaf, build: (parts: Structure[]) => Structure): Flat {
  return {
    tensors: parts.flatMap(({ tensors }) => tensors),
    leaves: parts.length === 0 ? [empty] : parts.flatMap(({ leaves }) => leaves),
    rebuild: (tensors) => {
      const left = [...tensors];
      return build(parts.map((part) => part.rebuild(left.splice(0, part.tensors.length))));
    },
  };
}

function isPlainObject(value: Structure): value is Record<string, Structure> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
