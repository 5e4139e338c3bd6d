/** Inputs and targets as tfjs's training wants them. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { TrainingDataError } from "./errors";

/** One tensor, or one for each input or output of the model. */
export type Tensors = tf.Tensor | tf.Tensor[];

/**
 * Targets that tfjs's losses accept: they refuse int32 labels, which is what labels are.
 *
 * @returns tensors to use, and those among them that are new: the caller's to dispose.
 */
export function floatTargets(y: Tensors): { targets: Tensors; made: tf.Tensor[] } {
  const made: tf.Tensor[] = [];
  const asFloat = (tensor: tf.Tensor) => {
    if (tensor.dtype !== "int32") return tensor;
    const cast = tensor.toFloat();
    made.push(cast);
    return cast;
  };
  return { targets: Array.isArray(y) ? y.map(asFloat) : asFloat(y), made };
}

/** The number of samples. @throws {TrainingDataError} when inputs and targets have different numbers of them. */
export function sampleCount(x: Tensors, y: Tensors, what: string): number {
  const counts = [x, y].flat().map((tensor) => tensor.shape[0] ?? 0);
  const [count = 0] = counts;
  if (counts.some((other) => other !== count)) {
    throw new TrainingDataError(
      `${what}: inputs and targets must have the same number of samples, found ${counts.join(" and ")}.`,
      {
        cure: "check that x and y were shuffled, split or sliced alike",
      },
    );
  }
  return count;
}
