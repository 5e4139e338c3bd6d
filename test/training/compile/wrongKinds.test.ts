/** Arguments of the wrong kind: compile names them, with the way out, before an operation trips over them. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { type CompileOptions, fit, losses, metrics } from "../../../src/training";

const [x, y] = [tf.ones([4, 1]), tf.zeros([4, 1])];

async function fitted(options: object) {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
  model.compile({ optimizer: "sgd", loss: "mse", ...options } as CompileOptions);
  return await fit(model, x, y, { verbose: 0 });
}

it.each<[string, object, RegExp]>([
  ["a class for a loss", { loss: losses.Huber }, /the loss is the class Huber[\s\S]*new losses\.Huber\(\)/],
  ["a class for a metric", { metrics: [metrics.AUC] }, /the class AUC[\s\S]*new metrics\.AUC\(\)/],
  ["the class of a loss for a metric", { metrics: [losses.Huber] }, /new losses\.Huber\(\)/],
  ["a word for lossWeights", { lossWeights: "half" }, /lossWeights must be numbers, found "half"/],
  ["a word among lossWeights", { lossWeights: ["0.5"] }, /lossWeights must be numbers, found "0.5"/],
  ["a loss that gives a number", { loss: () => 3 }, /must give a tensor, found the number 3/],
  ["a loss that is async", { loss: async () => tf.ones([4]) }, /found a promise[\s\S]*without async/],
  ["a loss that forgets to return", { loss: () => {} }, /must give a tensor, found undefined/],
  ["a metric that gives a number", { metrics: [() => 3] }, /must give a tensor, found the number 3/],
  ["a metric that is async", { metrics: [async () => tf.ones([4])] }, /found a promise[\s\S]*without async/],
])("%s is refused", async (_, options, message) => {
  await expect(fitted(options)).rejects.toThrow(message);
});
