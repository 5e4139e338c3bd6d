/** One training of a model at a time, ours or tfjs's. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import type { CompiledByTfjs } from "../../tfjs";
import { compiledModel } from "../compile";
import { TrainingInProgressError } from "../errors";

/**
 * Marks the model as being trained.
 *
 * @returns what takes the mark away.
 * @throws {TrainingInProgressError} where it is marked.
 */
export function lockTraining(model: tf.LayersModel): () => void {
  const trained = compiledModel(model) as unknown as CompiledByTfjs;
  if (trained.isTraining) {
    throw new TrainingInProgressError(`fit: "${model.name}" is being trained by another call of fit.`, {
      cure: "write await before the first one: await fit(model, …); or compile the model again, if it was cut off",
    });
  }
  trained.isTraining = true;
  return () => {
    trained.isTraining = false;
  };
}
