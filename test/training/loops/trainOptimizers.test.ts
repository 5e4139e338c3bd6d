/** `fit` with the optimizers of tf.train: steps as graphs, with tfjs's own updates. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { setSeed } from "../../../src/engine";
import { mixedPrecision, tfFunction } from "../../../src/graph";
import { callbacks, fit, gradientTape, optimizers } from "../../../src/training";

const makers: [name: string, make: () => tf.Optimizer][] = [
  ["sgd", () => tf.train.sgd(0.1)],
  ["momentum", () => tf.train.momentum(0.05, 0.9, true)],
  ["adam", () => tf.train.adam(0.05)],
  ["adamax", () => tf.train.adamax(0.05, 0.9, 0.999, 1e-7, 0.01)],
  ["adagrad", () => tf.train.adagrad(0.1)],
  ["adadelta", () => tf.train.adadelta(0.5)],
  ["rmsprop", () => tf.train.rmsprop(0.01, 0.9, 0.5)],
];

const rows = 24;
const x = tf.randomNormal([rows, 3], 0, 1, "float32", 7) as tf.Tensor2D;
const y = tf.tidy(() => x.sum(1, true).sin());

function compiled(optimizer: tf.Optimizer, activation: "tanh" | "linear" = "tanh"): tf.LayersModel {
  const kernelInitializer = tf.initializers.glorotUniform({ seed: 2 });
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 4, inputShape: [3], activation, kernelInitializer }),
      tf.layers.dense({ units: 1, kernelInitializer }),
    ],
  });
  model.compile({ optimizer, loss: "meanSquaredError" });
  return model;
}

const options = { batchSize: 8, shuffle: false, verbose: 0 } as const;
const asGraphs = { ...options, runEagerly: false } as const;

function expectSameWeights(one: tf.LayersModel, other: tf.LayersModel, within = 2e-6): void {
  for (const [index, weight] of one.getWeights().entries()) {
    const off = Number(
      weight
        .sub(other.getWeights()[index] as tf.Tensor)
        .abs()
        .max()
        .dataSync()[0],
    );
    expect({ index, off, isClose: off < within }).toMatchObject({ isClose: true });
  }
}

let warn: jest.SpyInstance;
beforeEach(() => {
  setSeed(3);
  warn = jest.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => {
  mixedPrecision.setGlobalPolicy("float32");
  warn.mockRestore();
});

describe.each(makers)("tf.train.%s", (_, make) => {
  it("trains in fit as in tfjs's own, as graphs and by turns, and nothing is said", async () => {
    const [ours, theirs] = [compiled(make()), compiled(make())];
    const { history } = await fit(ours, x, y, { ...asGraphs, epochs: 5 });
    const expected = (await theirs.fit(x, y, { ...options, epochs: 5 })).history;
    for (const [epoch, loss] of (history.loss ?? []).entries()) {
      expect(loss).toBeCloseTo(expected.loss?.[epoch] as number, 5);
    }
    expectSameWeights(ours, theirs);

    await ours.fit(x, y, { ...options, epochs: 2 });
    await fit(ours, x, y, { ...asGraphs, epochs: 3 });
    await theirs.fit(x, y, { ...options, epochs: 5 });
    expectSameWeights(ours, theirs);
    expect(ours.optimizer.iterations).toBe(30);
    expect(warn).not.toHaveBeenCalled();
  });

  it("follows LearningRateScheduler and ReduceLROnPlateau", async () => {
    const model = compiled(make());
    const { learningRate } = model.optimizer as unknown as { learningRate: number };
    const scheduler = new callbacks.LearningRateScheduler((epoch, rate) => (epoch === 2 ? 0 : rate));
    await fit(model, x, y, { ...asGraphs, epochs: 2, callbacks: scheduler });
    const before = model.getWeights().map((weight) => weight.clone());
    const { history } = await fit(model, x, y, {
      ...asGraphs,
      initialEpoch: 2,
      epochs: 4,
      callbacks: scheduler,
    });
    expect(history.learning_rate).toEqual([0, 0]);
    if (model.optimizer.getClassName() !== "RMSProp") {
      for (const [index, weight] of model.getWeights().entries()) {
        expect(weight.arraySync()).toEqual(before[index]?.arraySync());
      }
    }
    const other = compiled(make());
    const reducing = new callbacks.ReduceLROnPlateau({
      monitor: "loss",
      patience: 1,
      minDelta: 9,
      factor: 0.5,
    });
    const reduced = await fit(other, x, y, { ...asGraphs, epochs: 4, callbacks: reducing });
    expect(reduced.history.learning_rate).toEqual(
      [learningRate, learningRate, learningRate / 2, learningRate / 4].map(Math.fround),
    );
  });

  type TensorStep = (x: tf.Tensor, y: tf.Tensor) => tf.Tensor[] | Promise<tf.Tensor[]>;
  it.each<[string, (step: (x: tf.Tensor, y: tf.Tensor) => tf.Tensor[]) => TensorStep]>([
    ["traced", tfFunction],
    ["taken by itself", (step) => step],
  ])("moves nothing in a step whose gradients are not finite, with a scaled loss, %s", async (_, made) => {
    const model = compiled(make());
    const scaling = new optimizers.LossScale(model.optimizer, { initialScale: 1024 });
    const step = made((input: tf.Tensor, target: tf.Tensor) => {
      const loss = () => {
        const predicted = model.apply(input) as tf.Tensor;
        return scaling.scaleLoss(tf.losses.meanSquaredError(target, predicted).asScalar());
      };
      scaling.applyGradients(gradientTape(loss, model.trainableWeights).gradients);
      return [];
    });
    const plain = compiled(make());
    await step(x, y);
    const before = model.getWeights().map((weight) => weight.clone());
    await step(x, y.mul(Number.POSITIVE_INFINITY));
    for (const [index, weight] of model.getWeights().entries()) {
      expect(weight.arraySync()).toEqual(before[index]?.arraySync());
    }
    await plain.fit(x, y, { ...options, batchSize: rows, epochs: 2 });
    await step(x, y);
    // Adam's and Adamax's powers of beta stand still in the skipped step, too.
    expectSameWeights(model, plain, 1e-5);
  });
});

test("LossScale refuses an optimizer class of a program's own, whose steps it cannot take back", () => {
  class OwnOptimizer extends tf.AdagradOptimizer {
    override applyGradients(...args: Parameters<tf.AdagradOptimizer["applyGradients"]>): void {
      super.applyGradients(...args);
    }
  }
  expect(() => new optimizers.LossScale(new OwnOptimizer(0.1))).toThrow(
    "LossScale: OwnOptimizer is an optimizer class of your own.",
  );
});

test("under mixed_float16 fit scales the loss for an optimizer of tf.train too", async () => {
  const model = compiled(tf.train.rmsprop(0.001), "linear");
  // Nothing but the last bias has a gradient, of a size that float16 lacks.
  model.setWeights(model.getWeights().map((weight) => tf.zerosLike(weight)));
  mixedPrecision.setGlobalPolicy("mixed_float16");
  await fit(model, x, tf.fill([rows, 1], 1e-8), { ...asGraphs, epochs: 1 });
  expect(model.getWeights().at(-1)?.dataSync()[0]).not.toBe(0);
});

test("an optimizer that is put into the model takes the steps from then on", async () => {
  const model = compiled(tf.train.sgd(0.1));
  await fit(model, x, y, { ...asGraphs, epochs: 1 });
  const before = model.getWeights().map((weight) => weight.clone());
  const target = (model as unknown as { model: tf.LayersModel }).model;
  Object.assign(target, { optimizer: tf.train.sgd(0) });
  await fit(model, x, y, { ...asGraphs, epochs: 1 });
  for (const [index, weight] of model.getWeights().entries()) {
    expect(weight.arraySync()).toEqual(before[index]?.arraySync());
  }
});
