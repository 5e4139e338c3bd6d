/** `fit`, `evaluate` and `predict` on elements that are samples, not batches. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { Dataset } from "../../../src/data/pipeline";
import { evaluate, fit, predict, TrainingDataError } from "../../../src/training";
import { classifier, separablePoints } from "./smallModel";

const [x, y] = separablePoints(8);
const samples = Dataset.fromTensorSlices([x, y] as [tf.Tensor, tf.Tensor]);
const silent = { verbose: 0 } as const;

it.each<[string, (model: tf.Sequential) => Promise<unknown>]>([
  ["fit", (model) => fit(model, samples, silent)],
  ["fit: validationData", (model) => fit(model, x, y, { validationData: samples, ...silent })],
  ["evaluate", (model) => evaluate(model, samples, silent)],
  ["predict", (model) => predict(model, Dataset.fromTensorSlices(x), silent)],
  ["fit", (model) => fit(model, () => [[tf.zeros([2]), tf.scalar(0)]], silent)],
])("%s names the shape, the one that the model takes, and the cure", async (what, run) => {
  const model = classifier();
  await fit(model, samples.batch(4), silent);
  const before = tf.memory().numTensors;
  const running = run(model);
  await expect(running).rejects.toThrow(TrainingDataError);
  await expect(running).rejects.toThrow(
    `${what}: an element's input is a tensor of shape [2], which is no batch; the model takes [batch, 2].\n  → batch the dataset: dataset.batch(32)`,
  );
  expect(tf.memory().numTensors).toBe(before);
});

it("a target without an axis of samples is named too", async () => {
  const mixed = samples.map(([input, target]) => [input.expandDims(0), target]);
  await expect(fit(classifier(), mixed, silent)).rejects.toThrow(
    "fit: an element's target is a tensor of shape [], which is no batch.",
  );
});
