/** `classWeight` as weights of samples (Keras's class_weight_to_sample_weights). */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { TrainingDataError } from "../errors";

/**
 * One weight a sample, by its class: the label itself, or the position of the largest entry of its row.
 *
 * @param classWeight classes that it does not name weigh 1.
 * @throws {TrainingDataError} for a model with several outputs, several labels a sample, or weights that are no numbers.
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
  requireNumbers(classWeight, what);
  const last = labels.shape.at(-1) ?? 1;
  const isOneHot = labels.rank > 1 && last > 1;
  if (labels.rank > 2) {
    throw new TrainingDataError(
      `${what}: classWeight is for one label a sample, those given are of shape [${labels.shape}].`,
      { cure: "give sampleWeight, of shape [samples, steps]" },
    );
  }
  return tf.tidy(() => {
    const classes = isOneHot ? labels.argMax(-1) : labels.flatten();
    const weights = Array.from(classes.dataSync(), (label) => classWeight[Math.round(label)] ?? 1);
    return tf.tensor1d(weights);
  });
}

/** Another form, such as a list for each output, would be read as if it named no class. */
function requireNumbers(classWeight: unknown, what: string): void {
  const isObject = typeof classWeight === "object" && classWeight !== null;
  const wrong = isObject && Object.entries(classWeight).find(([, weight]) => typeof weight !== "number");
  if (isObject && !wrong) return;
  throw new TrainingDataError(
    wrong
      ? `${what}: classWeight ${wrong[0]} must be a number, found ${typeof wrong[1]}.`
      : `${what}: classWeight must be an object, found ${JSON.stringify(classWeight)}.`,
    { cure: "give a weight for each class: { 0: 1, 1: 5 }" },
  );
}

export const twoKindsOfWeights = (what: string): TrainingDataError =>
  new TrainingDataError(`${what}: sampleWeight and classWeight cannot be given together.`, {
    cure: "multiply the samples' weights by those of their classes",
  });
