/** Tensors whose ranks differ by an axis of length 1 (Keras's squeeze_or_expand_to_same_rank). */
import type * as tf from "@tensorflow/tfjs-node-gpu";

/** `[n]` beside `[n, 1]` becomes `[n, 1]`; a last axis of 1 that the other does not have goes. */
export function ofSameRank(a: tf.Tensor, b: tf.Tensor): [tf.Tensor, tf.Tensor] {
  const [ofA, ofB] = shapesOfSameRank(a.shape, b.shape);
  return [reshaped(a, ofA), reshaped(b, ofB)];
}

export function shapesOfSameRank<Size extends number | null>(
  a: readonly Size[],
  b: readonly Size[],
): [(Size | 1)[], (Size | 1)[]] {
  if (a.length === b.length + 1 && a.at(-1) === 1) {
    return b.length === 1 ? [[...a], [...b, 1]] : [a.slice(0, -1), [...b]];
  }
  if (b.length === a.length + 1 && b.at(-1) === 1) {
    return a.length === 1 ? [[...a, 1], [...b]] : [[...a], b.slice(0, -1)];
  }
  return [[...a], [...b]];
}

const reshaped = (tensor: tf.Tensor, shape: number[]) =>
  tensor.rank === shape.length ? tensor : tensor.reshape(shape);
