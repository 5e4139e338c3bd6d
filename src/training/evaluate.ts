/** `evaluate` and `predict`: a trained model on data (keras.Model.evaluate, keras.Model.predict). */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { requireCompiled } from "./fit";
import type { Logs } from "./history";
import { kerasLogName } from "./kerasNames";
import { floatTargets, sampleCount, type Tensors } from "./trainingData";

/** Options of `evaluate` and `predict`. */
export interface InferenceOptions {
  /** Samples a step. Defaults to 32. */
  batchSize?: number;
}

/**
 * The loss and the metrics of a compiled model on data that it need not have seen.
 *
 * @returns numbers under Keras's names, such as `{ loss: 0.05, accuracy: 0.98 }`.
 * @throws {ModelNotCompiledError} before `model.compile`. @throws {TrainingDataError} when x and y differ in length.
 */
export async function evaluate(
  model: tf.LayersModel,
  x: Tensors,
  y: Tensors,
  options: InferenceOptions = {},
): Promise<Logs> {
  requireCompiled(model, "evaluate");
  sampleCount(x, y, "evaluate");
  const { targets, made } = floatTargets(y);
  const scalars = [model.evaluate(x, targets, { batchSize: options.batchSize ?? 32 })].flat();
  try {
    const values = await Promise.all(scalars.map((scalar) => scalar.data()));
    return Object.fromEntries(
      model.metricsNames.map((name, index) => [kerasLogName(name), values[index]?.[0] ?? Number.NaN]),
    );
  } finally {
    tf.dispose([...scalars, ...made]);
  }
}

/**
 * The model's outputs for `x`: a tensor, or one for each output of a model that has several. The caller
 * disposes them.
 */
export function predict(model: tf.Sequential, x: Tensors, options?: InferenceOptions): Promise<tf.Tensor>;
export function predict(
  model: tf.LayersModel,
  x: Tensors,
  options?: InferenceOptions,
): Promise<tf.Tensor | tf.Tensor[]>;
export async function predict(
  model: tf.LayersModel,
  x: Tensors,
  options: InferenceOptions = {},
): Promise<tf.Tensor | tf.Tensor[]> {
  return model.predict(x, { batchSize: options.batchSize ?? 32 });
}
