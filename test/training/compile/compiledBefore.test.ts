import * as tf from "@tensorflow/tfjs-node-gpu";

test("a model that tfjs compiled before trainbook was imported is trained all the same", async () => {
  const model = tf.sequential({
    layers: [tf.layers.dense({ units: 2, inputShape: [2], activation: "softmax" })],
  });
  model.compile({ optimizer: "adam", loss: "sparseCategoricalCrossentropy", metrics: ["acc"] });
  const { evaluate, fit } = require("../../../src/training") as typeof import("../../../src/training");
  const [x, y] = [tf.ones([8, 2]), tf.zeros([8], "int32")];
  const { history } = await fit(model, x, y, { verbose: 0 });
  expect(Object.keys(history)).toEqual(["loss", "acc"]);
  expect(model.optimizer).toBeInstanceOf(tf.AdamOptimizer);
  expect(Object.keys(await evaluate(model, x, y, { verbose: 0 }))).toEqual(["loss", "acc"]);
});
