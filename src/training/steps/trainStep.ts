/** One step of training (keras.Model.train_step). */
import * as tf from "@tensorflow/tfjs-node-gpu";
import type { Batch } from "../batches";
import type { Compilation } from "../compile";
import { keepingLogits } from "../losses";
import { batchLoss } from "./batchLoss";
import { applyConstraints } from "./constraints";
import { forward } from "./forward";
import type { Results } from "./results";

/** Predicts, measures, and moves the weights; what was measured goes into `results`. */
export function trainStep(
  model: tf.LayersModel,
  compilation: Compilation,
  batch: Batch,
  results: Results,
): void {
  keepingLogits(() => tf.tidy(() => trained(model, compilation, batch, results)));
}

function trained(model: tf.LayersModel, compilation: Compilation, batch: Batch, results: Results): void {
  const weights = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const step = () => {
    const predictions = forward(model, batch.inputs, { training: true });
    const loss = batchLoss(model, compilation, batch, predictions);
    results.add(batch, predictions, loss);
    return loss.total;
  };
  if (weights.length === 0) {
    step();
    return;
  }
  const { grads } = tf.variableGrads(step, weights);
  model.optimizer.applyGradients(grads);
  applyConstraints(model);
}
