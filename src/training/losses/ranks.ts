/** Tensors whose ranks differ by an axis of length 1 (Keras's squeeze_or_expand_to_same_rank). */
import type * as tf from "@tensorflow/tfjs-node-gpu";

/** `[n]` beside `[n, 1]` becomes `[n, 1]`; a last axis of 1 that the other does not have goes. */
export function ofSameRank(a: tf.Tensor, b: tf.Tensor): [tf.Tensor, tf.Tensor] {
  if (a.rank === b.rank + 1 && a.shape.at(-1) === 1) {
    return b.rank === 1 ? [a, b.expandDims(-1)] : [a.squeeze([-1]), b];
  }
  if (b.rank === a.rank + 1 && b.shape.at(-1) === 1) {
    return a.rank === 1 ? [a.expandDims(-1), b] : [a, b.squeeze([-1])];
  }
  return [a, b];
}
