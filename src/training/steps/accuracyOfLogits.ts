/** Accuracies that are counted by 0.5, where the model gives logits: said once for each loss. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { type Loss, losses, outputLayerOf } from "../losses";
import { type Metric, metrics } from "../metrics";

const said = new WeakSet<Loss>();

/** @param choice the metric's name, as `compile` was given it. */
export function sayThreshold(choice: string, metric: Metric, loss: Loss, yPred: tf.Tensor): void {
  const isOfTwo = loss instanceof losses.BinaryCrossentropy || loss instanceof losses.BinaryFocalCrossentropy;
  if (!(isOfTwo && metric instanceof metrics.BinaryAccuracy) || loss.getConfig().from_logits !== true) return;
  if (outputLayerOf(yPred)?.kind !== "unbounded" || said.has(loss)) return;
  said.add(loss);
  console.warn(
    `"${choice}" counts what is above 0.5 as 1, and the model gives logits, of which those above 0 are more likely 1.\n` +
      '  → metrics: [new metrics.BinaryAccuracy({ threshold: 0 })], or activation: "sigmoid" without fromLogits',
  );
}
