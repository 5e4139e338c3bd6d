/** The first argument of `fit` and its kin. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { isPromise } from "../forgottenAwait";
import { TrainingDataError } from "./errors";

/**
 * A promise is what `loadModel` gives without `await`.
 *
 * @param call who asks, for the error.
 * @throws {TrainingDataError} for what is no model.
 */
export function requireModel(model: unknown, call: string): void {
  if (typeof (model as { compile?: unknown } | null | undefined)?.compile === "function") return;
  throw new TrainingDataError(`${call}: the first argument must be a model, found ${describe(model)}.`, {
    cure: isPromise(model)
      ? "write await before the call that gives the model: await loadModel(…)"
      : (usages[call] ?? `${call}(model, x, …)`),
  });
}

const usages: Record<string, string> = {
  saveModel: 'saveModel(model, "model.keras")',
  saveWeights: 'saveWeights(model, "model.weights.h5")',
  loadWeights: 'loadWeights(model, "model.weights.h5")',
  computeLoss: "computeLoss(model, { y, yPred })",
  computeMetrics: "computeMetrics(model, { loss, y, yPred })",
};

function describe(value: unknown): string {
  if (isPromise(value)) return "a promise";
  if (value instanceof tf.Tensor) return `a tensor of shape [${value.shape.join(", ")}]`;
  return value === null ? "null" : typeof value;
}
