/** Elements as a learner's functions return them: tensors, and numbers as scalars. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { isPlainObject, partName, type Structure } from "./element";
import { DatasetError, describeValue } from "./errors";
import { isTypedArray, type TypedArray, valuesOf } from "./typedArrays";

export type ElementValue = Structure<tf.Tensor | TypedArray | number | boolean | string>;

/**
 * The value in tensors: numbers, booleans and strings become scalars, typed arrays tensors of one axis.
 *
 * @param source what gave it, for errors: `map: the function returned`.
 * @throws {DatasetError} where something is neither a tensor nor a number nor a structure of these.
 */
export function tensorsOf(value: unknown, source: string): Structure<tf.Tensor> {
  const tensors = visit(value, source, "");
  if (hasLeaf(tensors)) return tensors;
  throw new DatasetError(`${source} ${describeValue(value)}, which holds no tensor.`, { cure: CURE });
}

const CURE = "give a tensor or a number, or such as [x, y] or { x, y }";

function visit(value: unknown, source: string, name: string): Structure<tf.Tensor> {
  if (value instanceof tf.Tensor) return value;
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "string")
    return tf.scalar(value);
  if (isTypedArray(value)) {
    const { values, dtype } = valuesOf(value, source);
    return tf.tensor1d(values, dtype);
  }
  if (Array.isArray(value)) return value.map((part, index) => visit(part, source, partName(name, index)));
  if (isPlainObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, visit(part, source, partName(name, key))]),
    );
  }
  const part = name === "" ? "" : ` as part ${name}`;
  throw new DatasetError(`${source} ${describeValue(value)}${part}, where tensors are expected.`, {
    cure: isPromise(value) ? "await it" : CURE,
  });
}

const hasLeaf = (value: Structure<tf.Tensor>): boolean =>
  value instanceof tf.Tensor || Object.values(value).some((part) => hasLeaf(part as Structure<tf.Tensor>));

/** Tensors anywhere in arrays and plain objects, whatever else there is. */
export function tensorsIn(value: unknown, found: tf.Tensor[] = []): tf.Tensor[] {
  if (value instanceof tf.Tensor) found.push(value);
  else if (Array.isArray(value)) for (const part of value) tensorsIn(part, found);
  else if (isPlainObject(value)) for (const part of Object.values(value)) tensorsIn(part, found);
  return found;
}

export const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function";
