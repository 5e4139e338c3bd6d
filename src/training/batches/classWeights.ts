/** `classWeight` as weights of samples (Keras's class_weight_to_sample_weights). */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { TrainingDataError } from "../errors";

/**
 * One weight a sample, by its class: the label itself, or the position of the largest entry of its row.
 *
 * @param classWeight classes that it does not name weigh 1.
 * @throws {TrainingDataError} for a model with several outputs.
 */
export function classSampleWeights(
  targets: readonly tf.Tensor[],
  classWeight: Record<number, number>,
  what: string,
): tf.Tensor {
  const [labels] = targets;
  if (!labels || targets.length !== 1) {
    throw new TrainingDataError(
      `${what}: classWeight is for models with one output, this one has ${targets.length}.`,
      { cure: "give sampleWeight, with weights for each output" },
    );
  }
  return tf.tidy(() => {
    const last = labels.shape.at(-1) ?? 1;
    const isOneHot = labels.rank > 1 && last > 1;
    const classes = isOneHot ? labels.argMax(-1) : labels.reshape([labels.shape[0] ?? 0, -1]).squeeze([1]);
    const weights = Array.from(classes.dataSync(), (label) => classWeight[Math.round(label)] ?? 1);
    return tf.tensor1d(weights);
  });
}
