/** Loss objects among the metrics: numbers are those of keras 3.15.1. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { evaluate, losses } from "../../../src/training";
import type { Loss } from "../../../src/training/losses";

/** Predicts its input. Two batches, whose squares are 0, 1, 4, and 9, 16. */
function measured(loss: Loss, more: object = { metrics: [loss] }) {
  const layer = tf.layers.dense({ units: 1, inputShape: [1], useBias: false, kernelInitializer: "ones" });
  const model = tf.sequential({ layers: [layer] });
  model.compile({ optimizer: "sgd", loss: "mse", ...more });
  const options = { batchSize: 3, verbose: 0, sampleWeight: [1, 1, 1, 0, 1] } as const;
  return evaluate(model, tf.range(0, 5).reshape([5, 1]), tf.zeros([5, 1]), options);
}

it.each([
  ["sum_over_batch_size", (5 / 3 + 25 / 2) / 2],
  ["sum", (5 + 25) / 2],
  ["none", 30 / 5],
] as const)("a loss with the reduction %s is averaged over batches as it is", async (reduction, expected) => {
  const { name } = await measured(new losses.MeanSquaredError({ reduction, name: "name" }));
  expect(name).toBeCloseTo(expected, 5);
});

it("classes that a loss ignores do not count in it as a metric", async () => {
  const model = tf.sequential({ layers: [tf.layers.activation({ activation: "linear", inputShape: [2] })] });
  const loss = new losses.SparseCategoricalCrossentropy({ ignoreClass: 0 });
  model.compile({ optimizer: "sgd", loss, metrics: [loss] });
  const logs = await evaluate(model, tf.fill([4, 2], 0.5), tf.tensor1d([0, 0, 1, 1]), { verbose: 0 });
  expect(logs.loss).toBeCloseTo(Math.LN2, 5);
  expect(logs.sparse_categorical_crossentropy).toBeCloseTo(Math.LN2, 5);
});

it("among weightedMetrics a loss is the average over samples, each with its weight", async () => {
  const loss = new losses.MeanSquaredError({ name: "name" });
  const { name } = await measured(loss, { weightedMetrics: [loss] });
  expect(name).toBeCloseTo((0 + 1 + 4 + 16) / 4, 5);
});
