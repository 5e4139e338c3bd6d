/** Datasets as plain values, and tensors as a count. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { Dataset } from "../../../src/data/pipeline";

/** A dataset of the scalars 0, 1, 2 … */
export const numbers = (count: number): Dataset<tf.Tensor> =>
  Dataset.fromTensorSlices(Int32Array.from({ length: count }, (_, index) => index));

/** All elements, as plain arrays. */
export async function elements(dataset: Dataset<unknown>): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const element of dataset) found.push(plain(element));
  return found;
}

export function plain(part: unknown): unknown {
  if (part instanceof tf.Tensor) return part.arraySync();
  if (Array.isArray(part)) return part.map(plain);
  return Object.fromEntries(Object.entries(part as object).map(([name, inner]) => [name, plain(inner)]));
}

/** How many more tensors there are after some work. */
export async function tensorsLeftBy(work: () => unknown): Promise<number> {
  const before = tf.memory().numTensors;
  await work();
  return tf.memory().numTensors - before;
}
