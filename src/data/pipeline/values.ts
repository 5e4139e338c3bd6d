/** What functions of a learner give as an element: tensors, and numbers as scalars. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import type { Structure } from "./element";
import { DatasetError } from "./errors";

export type ElementValue = Structure<tf.Tensor | number | boolean | string>;

/** @throws {DatasetError} where something is neither a tensor nor a number nor a structure of such. */
export function tensorsOf(value: ElementValue): Structure<tf.Tensor> {
  if (value instanceof tf.Tensor) return value;
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "string")
    return tf.scalar(value);
  if (Array.isArray(value)) return value.map(tensorsOf);
  if (typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, tensorsOf(part)]));
  }
  throw new DatasetError(`an element must be tensors, in tuples or objects, found ${describe(value)}.`, {
    cure: "return tf.tensor(…), or [x, y]",
  });
}

function describe(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  return `a ${(value as object).constructor?.name ?? typeof value}`;
}
