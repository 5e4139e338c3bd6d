/** Programs that were written for tfjs, run before trainbook is imported and after. */
import type { io } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-node-gpu";

const { dense, dropout } = tf.layers;
const ones = { kernelInitializer: "ones" } as const;

const classifier = (units = 3) =>
  tf.sequential({
    layers: [
      dense({ units: 4, inputShape: [2], kernelInitializer: tf.initializers.constant({ value: 0.3 }) }),
      dense({
        units,
        activation: units === 1 ? "sigmoid" : "softmax",
        kernelInitializer: tf.initializers.glorotUniform({ seed: 3 }),
        name: `classes${units}`,
      }),
    ],
  });

function twoOutputs(): tf.LayersModel {
  const input = tf.input({ shape: [2] });
  const left = dense({ units: 1, ...ones, name: "left" }).apply(input) as tf.SymbolicTensor;
  const right = dense({ units: 2, ...ones, name: "right" }).apply(input) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: [left, right] });
}

const x = () => tf.tensor2d([1, 2, 3, 4, 5, 6, 7, 8, 9, 1], [5, 2]).div(9) as tf.Tensor2D;
const oneHot = () => tf.oneHot(tf.tensor1d([0, 1, 2, 1, 0], "int32"), 3).toFloat();
const classes = () => tf.tensor2d([0, 1, 2, 1, 0], [5, 1]);
const binary = () => tf.tensor2d([0, 1, 1, 1, 0], [5, 1]);
const batches = () =>
  tf.data.array([0, 1, 2]).map(() => ({ xs: tf.ones([2, 2]), ys: tf.ones([2, 1]) })) as tf.data.Dataset<{
    xs: tf.Tensor;
    ys: tf.Tensor;
  }>;

const fitted = async (model: tf.LayersModel, y: tf.Tensor | tf.Tensor[], options: object = {}) =>
  (await model.fit(x(), y, { epochs: 3, batchSize: 2, shuffle: false, verbose: 0, ...options })).history;

async function savedAndLoaded(model: tf.LayersModel): Promise<tf.LayersModel> {
  let saved: io.ModelArtifacts | undefined;
  const handler = tf.io.withSaveHandler(async (artifacts) => {
    saved = artifacts;
    return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } };
  });
  await model.save(handler, { includeOptimizer: true });
  return tf.loadLayersModel(tf.io.fromMemory(saved as io.ModelArtifacts));
}

const metricLists: [title: string, metrics: unknown][] = [
  ["by name", ["accuracy"]],
  ["by their short names", ["acc", "mse", "MAE", "ce"]],
  [
    "as functions",
    [
      tf.metrics.categoricalAccuracy,
      function own() {
        return tf.scalar(2);
      },
    ],
  ],
  ["as one name", "accuracy"],
  ["by output", { classes3: ["accuracy", "mape"] }],
  ["by output, one", { classes3: "crossentropy" }],
  ["of an output that there is not", { elsewhere: "accuracy" }],
];

const losses = [
  ["meanSquaredError", oneHot],
  ["categoricalCrossentropy", oneHot],
  ["sparseCategoricalCrossentropy", classes],
  ["kullbackLeiblerDivergence", oneHot],
  ["cosineProximity", oneHot],
  ["logcosh", oneHot],
  ["poisson", oneHot],
] as const;

const optimizers: [name: string, make: () => tf.Optimizer][] = [
  ["sgd", () => tf.train.sgd(0.1)],
  ["momentum", () => tf.train.momentum(0.1, 0.9, true)],
  ["adam", () => tf.train.adam(0.1)],
  ["adagrad", () => tf.train.adagrad(0.1)],
  ["adadelta", () => tf.train.adadelta(0.1)],
  ["rmsprop", () => tf.train.rmsprop(0.01, 0.9, 0.5, undefined, false)],
];

const programs: [title: string, program: () => unknown][] = [
  ...metricLists.map(([title, metrics]): [string, () => unknown] => [
    `metrics ${title}: metricsNames, and the history of fit`,
    async () => {
      const model = classifier();
      model.compile({ optimizer: "sgd", loss: "categoricalCrossentropy", metrics: metrics as string[] });
      return [model.metricsNames, await fitted(model, oneHot(), { validationSplit: 0.2 })];
    },
  ]),
  ...losses.map(([loss, y]): [string, () => unknown] => [
    `the loss ${loss}: fit with weights of classes, and evaluate`,
    async () => {
      const model = classifier();
      model.compile({ optimizer: "sgd", loss, metrics: ["accuracy"] });
      const history = await fitted(model, y(), { classWeight: { 0: 1, 1: 10, 2: 3 } });
      return [history, await values(model.evaluate(x(), y(), { batchSize: 2 }))];
    },
  ]),
  ...optimizers.map(([name, make]): [string, () => unknown] => [
    `tf.train.${name}: saved with the model in training, which goes on where it is loaded`,
    async () => {
      const model = classifier();
      model.compile({ optimizer: make(), loss: "categoricalCrossentropy", metrics: ["accuracy"] });
      await fitted(model, oneHot());
      const loaded = await savedAndLoaded(model);
      const { optimizer } = loaded;
      const weights = (await optimizer.getWeights()).map(({ tensor }) => Array.from(tensor.dataSync()));
      return [optimizer.getClassName(), optimizer.getConfig(), weights, await fitted(loaded, oneHot())];
    },
  ]),
  ...(["sgd", "adam", "rmsprop"] as const).map((name): [string, () => unknown] => [
    `the optimizer "${name}": its steps`,
    async () => {
      const model = classifier();
      model.compile({ optimizer: name, loss: "categoricalCrossentropy" });
      return fitted(model, oneHot());
    },
  ]),
  [
    "a binary classifier: accuracy",
    async () => {
      const model = classifier(1);
      model.compile({ optimizer: "sgd", loss: "binaryCrossentropy", metrics: ["accuracy", "precision"] });
      return [await fitted(model, binary()), await values(model.evaluate(x(), binary()))];
    },
  ],
  [
    "two outputs, a list of metrics for both",
    async () => {
      const model = twoOutputs();
      model.compile({ optimizer: "sgd", loss: "meanSquaredError", metrics: ["mse", "accuracy"] });
      const y = [tf.zeros([5, 1]), tf.zeros([5, 2])];
      const losses = await model.trainOnBatch(x(), y);
      return [model.metricsNames, losses, await fitted(model, y), await values(model.evaluate(x(), y))];
    },
  ],
  [
    "two outputs, losses by their names",
    async () => {
      const model = twoOutputs();
      const loss = { right: "meanAbsoluteError", left: "meanSquaredError" };
      model.compile({ optimizer: "sgd", loss, metrics: { right: "mae" } });
      return [model.metricsNames, await fitted(model, [tf.zeros([5, 1]), tf.zeros([5, 2])])];
    },
  ],
  [
    "logs of callbacks",
    async () => {
      const model = classifier();
      model.compile({ optimizer: "sgd", loss: "categoricalCrossentropy", metrics: ["accuracy"] });
      const logged: unknown[] = [];
      const callbacks = {
        onEpochEnd: async (epoch: number, logs?: tf.Logs) => void logged.push([epoch, logs]),
        onBatchEnd: async (_batch: number, logs?: tf.Logs) => void logged.push(Object.keys(logs ?? {})),
      };
      await fitted(model, oneHot(), { callbacks, validationSplit: 0.4 });
      return logged;
    },
  ],
  [
    "tf.callbacks.earlyStopping on val_acc",
    async () => {
      const model = classifier();
      model.compile({ optimizer: tf.train.sgd(0), loss: "categoricalCrossentropy", metrics: ["accuracy"] });
      const callbacks = tf.callbacks.earlyStopping({ monitor: "val_acc", patience: 1 });
      return fitted(model, oneHot(), { epochs: 9, callbacks, validationSplit: 0.4 });
    },
  ],
  [
    "fitDataset and evaluateDataset",
    async () => {
      const model = tf.sequential({ layers: [dense({ units: 1, inputShape: [2], ...ones })] });
      model.compile({ optimizer: "sgd", loss: "meanSquaredError", metrics: ["accuracy"] });
      const options = { epochs: 2, validationData: batches(), verbose: 0 as const };
      const { history } = await model.fitDataset(batches(), options);
      return [history, await values(await model.evaluateDataset(batches(), { batches: 3 }))];
    },
  ],
  [
    "summary with a function, a line's length, columns",
    () => {
      const lines: string[] = [];
      const log = jest.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
      const nested = tf.sequential({
        layers: [classifier(), dropout({ rate: 0.1, name: "dropped" }), dense({ units: 1, name: "last" })],
      });
      for (const model of [nested, twoOutputs()]) {
        model.summary(undefined, undefined, (line) => lines.push(String(line)));
        model.summary(70);
        model.summary(80, [0.3, 0.6, 0.9, 1, 1]);
      }
      log.mockRestore();
      return lines.map((line) => line.replaceAll(/(dense_Dense|sequential_|input|model)\d+|\s+/g, "$1"));
    },
  ],
  [
    "a model compiled again: tensors",
    () => {
      const before = tf.memory().numTensors;
      const model = classifier();
      const optimizer = tf.train.sgd(0.1);
      for (const metrics of [["accuracy"], ["mse"]]) {
        model.compile({ optimizer, loss: "categoricalCrossentropy", metrics });
      }
      const inUse = tf.memory().numTensors - before;
      const { numDisposedVariables } = model.dispose();
      return [inUse, numDisposedVariables, tf.memory().numTensors - before];
    },
  ],
  [
    "fit, evaluate and trainOnBatch: tensors",
    async () => {
      const model = classifier();
      model.compile({ optimizer: tf.train.adam(), loss: "categoricalCrossentropy", metrics: ["acc"] });
      const [input, target] = [x(), oneHot()];
      await model.trainOnBatch(input, target);
      const before = tf.memory().numTensors;
      await model.fit(input, target, { epochs: 2, verbose: 0 });
      await model.trainOnBatch(input, target);
      tf.dispose(model.evaluate(input, target));
      return tf.memory().numTensors - before;
    },
  ],
  [
    "options that tfjs does not know",
    () => {
      const model = classifier();
      const options = { optimizer: "sgd", loss: "meanSquaredError", learningRate: 3 };
      model.compile(options as tf.ModelCompileArgs);
      return model.metricsNames;
    },
  ],
];

const values = async (given: tf.Scalar | tf.Scalar[]) =>
  Promise.all([given].flat().map(async (one) => (await one.data())[0]));

/** Equal but for the last digits. */
const rounded = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value ?? null), (_, part) =>
    typeof part === "number" ? Number(part.toPrecision(4)) : part,
  );

const expected = new Map<string, unknown>();

beforeAll(async () => {
  jest.spyOn(console, "warn").mockImplementation(() => {});
  for (const [title, program] of programs) expected.set(title, rounded(await program()));
  require("../../src/training");
});

test.each(programs)("%s are as without trainbook", async (title, program) => {
  expect(rounded(await program())).toEqual(expected.get(title));
});
