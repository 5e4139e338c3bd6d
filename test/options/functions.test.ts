/** Every public function that takes options refuses one that there is not, in words. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { datasets } from "../../src/data";
import { Dataset } from "../../src/data/pipeline";
import { tfFunction } from "../../src/graph";
import { live } from "../../src/live";
import { OptionError, UnknownNameError } from "../../src/options";
import { plot } from "../../src/plotting";
import { call, evaluate, fit, optimizers, predict, schedules } from "../../src/training";

const x = tf.tensor2d([[0], [1]]);
const y = tf.tensor2d([[0], [1]]);
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
model.compile({ loss: "mse", optimizer: "sgd" });
const dataset = Dataset.fromTensorSlices([x, y]);
const history = { epoch: [0], history: { loss: [1] } };
const schedule = new schedules.CosineDecay({ initialLearningRate: 0.1, decaySteps: 10 });
const images = tf.zeros([2, 4, 4]);
const convolution = tf.sequential({
  layers: [tf.layers.conv2d({ filters: 2, kernelSize: 3, inputShape: [4, 4, 1] })],
});

type Call = (options: never) => unknown;

/** A call with options, and names that it knows. */
const calls: Record<string, [Call, ...string[]]> = {
  fit: [
    (options) => fit(model, x, y, options),
    "epochs",
    "batchSize",
    "validationSplit",
    "stepsPerExecution",
  ],
  "fit of a dataset": [(options) => fit(model, dataset.batch(1), options), "epochs", "stepsPerEpoch"],
  evaluate: [(options) => evaluate(model, x, y, options), "batchSize", "sampleWeight"],
  predict: [(options) => predict(model, x, options), "batchSize", "steps"],
  compile: [(options) => model.compile({ loss: "mse", ...(options as object) }), "lossWeights", "metrics"],
  call: [(options) => call(model, x, options), "training"],
  tfFunction: [(options) => tfFunction((of: tf.Tensor) => of, options), "threads"],
  loadData: [(options) => datasets.mnist.loadData(options), "source"],
  "fashionMnist.loadData": [(options) => datasets.fashionMnist.loadData(options), "source"],
  shuffle: [(options) => dataset.shuffle(2, options), "seed", "reshuffleEachIteration"],
  batch: [(options) => dataset.batch(2, options), "dropRemainder"],
  "optimizers.LossScale": [
    (options) => new optimizers.LossScale(new optimizers.Adam(), options),
    "initialScale",
    "dynamicGrowthSteps",
  ],
  "live.history": [(options) => live.history(options), "metrics", "title", "width", "height", "logScale"],
  "plot.history": [(options) => plot.history(history, options), "metrics", "title", "width", "logScale"],
  "plot.compare": [(options) => plot.compare({ a: history }, options), "metrics", "title", "height"],
  "plot.confusionMatrix": [(options) => plot.confusionMatrix([0], [0], options), "classNames", "title"],
  "plot.images": [(options) => plot.images(images, options), "labels", "predictions", "columns", "titles"],
  "plot.layerWeights": [(options) => plot.layerWeights(model, options), "layers", "title"],
  "plot.model": [(options) => plot.model(model, options), "direction"],
  "plot.activations": [
    (options) => plot.activations(convolution, tf.zeros([4, 4, 1]), options),
    "layers",
    "filters",
  ],
  "plot.schedule": [(options) => plot.schedule(schedule, options), "steps", "title", "width", "height"],
};

const spellings = Object.entries(calls).flatMap(([name, [made, ...options]]) =>
  options.flatMap((option) => {
    const snake = option.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return [...new Set([`${option}x`, snake])]
      .filter((spelling) => spelling !== option)
      .map((spelling) => [name, spelling, option, made] as const);
  }),
);

const failure = async (made: Call, options: unknown): Promise<unknown> => {
  try {
    await made(options as never);
  } catch (error) {
    return error;
  }
  return undefined;
};

it.each(spellings)("%s refuses the option %s and names %s", async (_, spelling, option, made) => {
  const error = await failure(made, { [spelling]: 1 });
  expect(error).toBeInstanceOf(UnknownNameError);
  expect((error as Error).message).toMatch(new RegExp(`did you mean.*"${option}"`));
});

it.each([
  "fit",
  "evaluate",
  "predict",
  "call",
  "tfFunction",
  "shuffle",
  "batch",
  "plot.schedule",
  "live.history",
])(
  "%s refuses a number in the place of its options, as Python's positional arguments are written",
  async (name) => {
    const [made] = calls[name] as [Call];
    expect(((await failure(made, 3)) as Error).message).toMatch(/options are an object, found 3/);
  },
);

it.each([
  ["fit", { verbose: "loud" }, /no verbose "loud"/],
  ["fit", { epochs: "3" }, /epochs must be a number, found "3"/],
  ["loadData", { source: "cach" }, /no source "cach".*did you mean "cache"/s],
  ["shuffle", { seed: "7" }, /seed must be a number/],
  ["plot.model", { direction: "up" }, /no direction "up"/],
] as const)("%s(%j) is refused in words", async (name, options, message) => {
  const [made] = calls[name] as [Call];
  expect(((await failure(made, options)) as Error).message).toMatch(message);
});

it("an option of the wrong kind is an OptionError, where no error of the room says more", async () => {
  expect(await failure((calls.fit as [Call])[0], { epochs: "3" })).toBeInstanceOf(OptionError);
});
