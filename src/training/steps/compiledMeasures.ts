/** The loss and the metrics of `model.compile`, for steps of a model's own (keras.Model.compute_loss, compute_metrics). */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { requireNoPromise } from "../../forgottenAwait";
import type { Batch } from "../batches";
import { compilationOf, PerCompilation } from "../compile";
import { TrainingDataError } from "../errors";
import type { Measured } from "../measured";
import type { Metric } from "../metrics";
import { batchLoss } from "./batchLoss";
import { Results } from "./results";

/**
 * The loss that the model was compiled with, and what its layers and regularizers add: a scalar through which
 * gradients flow.
 *
 * Source: https://keras.io/guides/custom_train_step_in_tensorflow/
 *
 * @throws {ModelNotCompiledError} before `model.compile`.
 * @throws {LossError} for targets that are not meant for the loss.
 * @example
 * const { value, gradients } = gradientTape(
 *   () => computeLoss(this, { y, yPred: call(this, x, { training: true }) }),
 *   this.trainableWeights,
 * );
 */
export function computeLoss(model: tf.LayersModel, measured: Measured): tf.Scalar {
  const compilation = compilationOf(model, "computeLoss");
  const batch = batchOf("computeLoss", measured, compilation.outputs.length);
  const { total, outputs } = batchLoss(model, compilation, batch, [measured.yPred].flat() as tf.Tensor[]);
  Results.current?.addOutputLosses(outputs, batch.samples);
  return total;
}

/**
 * Adds a batch to the metrics that the model was compiled with.
 *
 * @param measured with the batch's loss, which is averaged as the log `loss`.
 * @returns the metrics by their names in logs: what `trainStep` and `testStep` return.
 * @throws {ModelNotCompiledError} before `model.compile`.
 */
export function computeMetrics(
  model: tf.LayersModel,
  measured: Measured & { loss: tf.Tensor },
): Record<string, Metric> {
  const compilation = compilationOf(model, "computeMetrics");
  const results = Results.current ?? outsideOfLoops.get(compilation) ?? new Results(compilation);
  if (!Results.current) outsideOfLoops.set(compilation, results);
  const batch = batchOf("computeMetrics", measured, compilation.outputs.length);
  const loss = { total: measured.loss as tf.Scalar, outputs: [] };
  return results.add(batch, [measured.yPred].flat() as tf.Tensor[], loss);
}

/** For steps that are called by hand, and not by `fit` or `evaluate`. */
const outsideOfLoops = new PerCompilation<Results>();

/** @param outputs how many the model has: one list of weights holds for all. */
function batchOf(call: string, { y, yPred, sampleWeight }: Measured, outputs: number): Batch {
  for (const [name, value] of Object.entries({ y, yPred, sampleWeight }))
    requireNoPromise(`${call}: ${name}`, value, TrainingDataError);
  const [first] = [yPred].flat() as tf.Tensor[];
  const weights = ([sampleWeight].flat() as (tf.Tensor | null | undefined)[]).map((one) => one ?? undefined);
  return {
    inputs: [],
    targets: y === undefined ? [] : ([y].flat() as tf.Tensor[]),
    sampleWeights: weights.length === 1 ? Array.from({ length: outputs }, () => weights[0]) : weights,
    samples: first?.shape[0] ?? 1,
  };
}
