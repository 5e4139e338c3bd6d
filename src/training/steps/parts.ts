/** A batch in parts, which a graph computes side by side. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import type { Rows } from "../../graph";

/** @param count of parts, as equal as can be; at most one for each sample. */
export function partsOf(total: number, count: number): Rows[] {
  const parts = Math.max(1, Math.min(count, total));
  return Array.from({ length: parts }, (_, index) => {
    const from = Math.round((index * total) / parts);
    const samples = Math.round(((index + 1) * total) / parts) - from;
    return { index, from, samples, total };
  });
}

/** A part of a tensor: itself where the part is the whole. */
export const takenFrom = <Some extends tf.Tensor | undefined>(
  tensor: Some,
  { from, samples, total }: Rows,
): Some => (samples === total ? tensor : (tensor?.slice([from], [samples]) as Some));
