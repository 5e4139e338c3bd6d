/** One training of a model at a time. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { evaluate, fit, predict, TrainingInProgressError } from "../../../src/training";
import { classifier, separablePoints } from "./smallModel";

const silent = { verbose: 0 } as const;
const [x, y] = separablePoints(64);

it("a second fit of a model, while the first runs, is an error that says so", async () => {
  const model = classifier();
  const first = fit(model, x, y, { epochs: 3, ...silent });
  const second = fit(model, x, y, silent);
  await expect(second).rejects.toThrow(TrainingInProgressError);
  await expect(second).rejects.toThrow(/being trained by another call of fit[\s\S]*await/);
  expect((await first).epoch).toEqual([0, 1, 2]);
});

it("a fit in a callback of the model's own training is an error", async () => {
  const model = classifier();
  const onEpochEnd = () => fit(model, x, y, silent).then(() => {});
  await expect(fit(model, x, y, { callbacks: { onEpochEnd }, ...silent })).rejects.toThrow(
    TrainingInProgressError,
  );
});

it("tfjs's fit and ours keep each other out", async () => {
  const model = classifier();
  const ours = fit(model, x, y, { epochs: 2, ...silent });
  await expect(model.fit(x, y.toFloat(), silent)).rejects.toThrow(/ongoing/);
  await ours;
  const theirs = model.fit(x, y.toFloat(), { epochs: 2, ...silent });
  await expect(fit(model, x, y, silent)).rejects.toThrow(TrainingInProgressError);
  await theirs;
});

it("a model can be trained again after a training that ended, failed, or was refused its data", async () => {
  const model = classifier();
  await fit(model, x, y, silent);
  const onEpochEnd = () => Promise.reject(new Error("enough"));
  await expect(fit(model, x, y, { callbacks: { onEpochEnd }, ...silent })).rejects.toThrow("enough");
  await expect(fit(model, x, tf.zeros([5]), silent)).rejects.toThrow(/samples/);
  expect((await fit(model, x, y, silent)).epoch).toEqual([0]);
});

it("evaluate, predict and the training of another model go on beside a fit", async () => {
  const [model, other] = [classifier(), classifier()];
  const training = fit(model, x, y, { epochs: 3, ...silent });
  await Promise.all([evaluate(model, x, y, silent), predict(model, x, silent), fit(other, x, y, silent)]);
  expect((await training).epoch).toHaveLength(3);
});
