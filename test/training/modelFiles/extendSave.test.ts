/** tfjs's own `model.save` with an optimizer of ours, and tfjs's own loader. */
import type { io } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { setSeed } from "../../../src/engine";
import { type CompileOptions, fit, optimizers, schedules } from "../../../src/training";
import { losses } from "../../../src/training/losses";
import { metrics } from "../../../src/training/metrics";

const x = tf.tensor2d([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8], [4, 2]);
const y = tf.tensor2d([1, 0, 0, 1, 0.5, 0.5, 0, 1], [4, 2]);

function compiled(options: Partial<CompileOptions>): tf.LayersModel {
  const { dense } = tf.layers;
  const kernelInitializer = tf.initializers.glorotUniform({ seed: 5 });
  const model = tf.sequential({
    layers: [
      dense({ units: 3, inputShape: [2], activation: "tanh", kernelInitializer }),
      dense({ units: 2, activation: "softmax", kernelInitializer }),
    ],
  });
  model.compile({ optimizer: "adam", loss: "mse", ...options });
  return model;
}

async function saved(model: tf.LayersModel): Promise<io.ModelArtifacts> {
  let artifacts: io.ModelArtifacts | undefined;
  const handler = tf.io.withSaveHandler(async (given) => {
    artifacts = given;
    return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: "JSON" } };
  });
  await model.save(handler, { includeOptimizer: true });
  return artifacts as io.ModelArtifacts;
}

const trained = async (model: tf.LayersModel): Promise<number[]> => {
  const { history } = await model.fit(x, y, { epochs: 5, batchSize: 2, shuffle: false, verbose: 0 });
  return history.loss as number[];
};

let warn: jest.SpyInstance;
beforeEach(() => {
  setSeed(2);
  warn = jest.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => warn.mockRestore());

test.each([
  ["SGD", "sgd", {}],
  ["SGD", "sgd", { learningRate: 0.2 }],
  ["Momentum", new optimizers.SGD({ learningRate: 0.1, momentum: 0.9 }), {}],
  ["Momentum", new optimizers.SGD({ learningRate: 0.1, momentum: 0.8, nesterov: true }), {}],
  ["Adam", "adam", { learningRate: 0.02 }],
  ["Adam", new optimizers.Adam({ beta1: 0.8, beta2: 0.95, epsilon: 1e-8 }), { learningRate: 0.05 }],
  ["Adagrad", "adagrad", { learningRate: 0.1 }],
  ["Adagrad", new optimizers.Adagrad({ learningRate: 0.1, initialAccumulatorValue: 0.5 }), {}],
  ["RMSProp", "rmsprop", { learningRate: 0.01 }],
  ["RMSProp", new optimizers.RMSprop({ learningRate: 0.01, rho: 0.8, momentum: 0.5, epsilon: 1e-5 }), {}],
] as const)(
  "an optimizer that tfjs calls %s goes on with the same numbers where tf.loadLayersModel reads it",
  async (className, optimizer, changed) => {
    const model = compiled({ optimizer });
    warn.mockClear();
    Object.assign(model.optimizer, changed);
    await fit(model, x, y, { epochs: 4, batchSize: 2, verbose: 0 });
    const artifacts = await saved(model);
    const loaded = await tf.loadLayersModel(tf.io.fromMemory(artifacts));
    expect(loaded.optimizer.getClassName()).toBe(className);
    expect(loaded.optimizer.iterations).toBe(8);
    expect(loaded.optimizer).not.toBeInstanceOf(optimizers.Adam);
    const [theirs, ours] = [await trained(loaded), await trained(model)];
    for (const [epoch, loss] of theirs.entries()) expect(loss).toBeCloseTo(ours[epoch] as number, 5);
    for (const [index, weight] of loaded.getWeights().entries()) {
      const off = weight
        .sub(model.getWeights()[index] as tf.Tensor)
        .abs()
        .max()
        .dataSync()[0];
      expect(off).toBeLessThan(2e-5);
    }
    expect(warn).not.toHaveBeenCalled();
  },
);

test("an optimizer that has made no step is saved without numbers", async () => {
  const { weightSpecs, trainingConfig } = await saved(compiled({ optimizer: "adam" }));
  expect(weightSpecs?.slice(4).map(({ name }) => name)).toEqual(["iter"]);
  expect(trainingConfig?.optimizer_config).toEqual({
    class_name: "Adam",
    config: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  });
});

test.each([
  ["tfjs's Adadelta computes otherwise", "adadelta"],
  ["tfjs's Adamax cannot be saved", "adamax"],
  ["tfjs has no AdamW", "adamw"],
  ["tfjs has no Nadam", "nadam"],
  ["tfjs's Adam has no amsgrad", new optimizers.Adam({ amsgrad: true })],
  ["tfjs's Adam adds epsilon before it corrects the bias", new optimizers.Adam({ epsilon: 0.1 })],
  ["tfjs's centered RMSProp computes otherwise", new optimizers.RMSprop({ centered: true })],
  ["tfjs's optimizers have no clipnorm", new optimizers.SGD({ clipnorm: 1 })],
  ["tfjs's optimizers have no weightDecay", new optimizers.Adam({ weightDecay: 0.1 })],
  [
    "tfjs's optimizers follow no schedule",
    new optimizers.SGD({
      learningRate: new schedules.ExponentialDecay({ initialLearningRate: 1, decaySteps: 1, decayRate: 1 }),
    }),
  ],
] as const)("is left out, and that is said, where %s", async (why, optimizer) => {
  const model = compiled({ optimizer });
  warn.mockClear();
  const artifacts = await saved(model);
  expect(artifacts.trainingConfig).toBeUndefined();
  expect(warn.mock.calls).toEqual([[expect.stringContaining(`without its optimizer: ${why}`)]]);
  expect(warn.mock.calls[0]?.[0]).toContain("await saveModel(model");
  const loaded = await tf.loadLayersModel(tf.io.fromMemory(artifacts));
  expect((loaded.predict(x) as tf.Tensor).arraySync()).toEqual((model.predict(x) as tf.Tensor).arraySync());
});

test.each([
  ["mse", "mean_squared_error"],
  ["MAE", "mean_absolute_error"],
  ["kl_divergence", "kullback_leibler_divergence"],
  ["categorical_crossentropy", "categorical_crossentropy"],
  [new losses.CategoricalCrossentropy(), "categorical_crossentropy"],
] as const)("the loss %s is written as tfjs's own", async (loss, name) => {
  const { trainingConfig } = await saved(compiled({ loss: loss as "mse" }));
  expect(trainingConfig?.loss).toBe(name);
});

test("a loss that tfjs lacks leaves the optimizer out, and that is said", async () => {
  for (const loss of ["huber", new losses.CategoricalCrossentropy({ fromLogits: true })] as const) {
    warn.mockClear();
    expect((await saved(compiled({ loss }))).trainingConfig).toBeUndefined();
    expect(warn.mock.calls.flat().join()).toContain("its loss is not one of tfjs's");
  }
});

test("metrics are written under tfjs's names, and those that it lacks are told", async () => {
  const given = ["accuracy", "mean_absolute_error", "auc", new metrics.CategoricalAccuracy({ name: "own" })];
  const { trainingConfig } = await saved(compiled({ metrics: given as ["accuracy"] }));
  expect(trainingConfig?.metrics).toEqual(["accuracy", "mae"]);
  expect(warn.mock.calls.flat().join()).toContain("without metrics that tfjs's files cannot hold: auc, own");
});

test("saving with the optimizer leaves no tensor behind but tfjs's own count of steps", async () => {
  const model = compiled({ optimizer: "rmsprop" });
  await fit(model, x, y, { verbose: 0 });
  const before = tf.memory().numTensors;
  await saved(model);
  expect(tf.memory().numTensors - before).toBeLessThanOrEqual(1);
  expect(model.optimizer).toBeInstanceOf(optimizers.RMSprop);
});
