/** Tensors in lists and objects, taken apart and put together again. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { forgottenAwait, isPromise } from "../forgottenAwait";
import { type KindOfValue, kindOfValue } from "./kindOfValue";
import { TracingError } from "./tracingError";

/** Tensors, and lists and objects of them; anything else stays what it is. */
export type Structure = unknown;

/**
 * A part that has no parts, or an empty list or object. Its type is dtype and shape of a tensor, such as
 * `float32[64,28,28,1]`, or the kind of any other value.
 */
export interface Leaf extends KindOfValue {
  /** Where it stands, such as `argument 1.images[0]`. */
  path: string;
}

export interface Flat {
  tensors: tf.Tensor[];
  /** Equal where one graph serves both. */
  leaves: Leaf[];
  /** The same structure of other tensors. */
  rebuild(tensors: readonly tf.Tensor[]): Structure;
}

interface Place {
  path: string;
  /** The lists and objects around, from the outermost one. */
  around: readonly unknown[];
  isTensor(value: unknown): value is tf.Tensor;
}

/**
 * @param path what stands for the whole.
 * @param isTensor what counts as a tensor. Defaults to all tensors, variables included.
 * @throws {TracingError} for a promise, and for a list or an object that holds itself.
 */
export function flatten(value: Structure, path = "", isTensor = isAnyTensor): Flat {
  return flattenAt(value, { path, around: [], isTensor });
}

const isAnyTensor = (value: unknown): value is tf.Tensor => value instanceof tf.Tensor;

function flattenAt(value: Structure, place: Place): Flat {
  const { path, around } = place;
  if (place.isTensor(value)) {
    const { dtype, shape } = value;
    return {
      tensors: [value],
      leaves: [{ path, type: `${dtype}[${shape.join(",")}]` }],
      rebuild: ([tensor]) => tensor,
    };
  }
  const inside = (key: string, of: unknown) =>
    flattenAt(of, { ...place, path: path + key, around: [...around, value] });
  if (around.includes(value)) throw new TracingError(`${path} is a list or an object that holds itself.`);
  if (isPromise(value)) throw forgottenAwait(path, TracingError);
  if (Array.isArray(value)) {
    const parts = value.map((part, index) => inside(`[${index}]`, part));
    return joined(parts, { path, type: "[]" }, (built) => built);
  }
  if (isPlainObject(value)) {
    const names = Object.keys(value);
    const parts = names.map((name) => inside(keyOf(name), value[name]));
    return joined(parts, { path, type: "{}" }, (built) =>
      Object.fromEntries(names.map((name, index) => [name, built[index]])),
    );
  }
  return { tensors: [], leaves: [{ path, ...kindOfValue(value) }], rebuild: () => value };
}

/** As JavaScript writes it, so that no two paths are alike. */
const keyOf = (name: string) =>
  /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;

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
