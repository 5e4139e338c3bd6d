/** Exercise 1, solved in ways that the solution does not take. */
import { codeCell, type Submission, solutionOf, solutionWith, unusual } from "../submission";

const exercise = 1;
const of = (name: string, about: string, cells: Submission["cells"], more: Partial<Submission> = {}) =>
  unusual({ name: `one-${name}`, exercise, about, cells, ...more });

/** Task 2 with these layers between the first line and the summary. */
const layers = (...lines: string[]) =>
  [
    "const model = tf.sequential();",
    ...lines.map((line) => `model.add(tf.layers.${line});`),
    "model.summary();",
  ].join("\n");
const firstConvolution =
  'conv2d({ inputShape: [28, 28, 1], filters: 16, kernelSize: 3, activation: "relu" })';
const secondConvolution = 'conv2d({ filters: 32, kernelSize: 3, activation: "relu" })';
const pooling = "maxPooling2d({ poolSize: 2 })";
const ten = 'dense({ units: 10, activation: "softmax" })';

/** Task 4 with other options of fit. */
const fitWith = (part: string, by: string) => solutionWith(exercise, "task-4", part, by);

const networks: Submission[] = [
  of("functional", "tf.model instead of tf.sequential.", {
    "task-2": `
const input = tf.input({ shape: [28, 28, 1] });
let x = tf.layers.conv2d({ filters: 16, kernelSize: 3, activation: "relu" }).apply(input) as tf.SymbolicTensor;
x = tf.layers.maxPooling2d({ poolSize: 2 }).apply(x) as tf.SymbolicTensor;
x = tf.layers.conv2d({ filters: 32, kernelSize: 3, activation: "relu" }).apply(x) as tf.SymbolicTensor;
x = tf.layers.maxPooling2d({ poolSize: 2 }).apply(x) as tf.SymbolicTensor;
x = tf.layers.flatten().apply(x) as tf.SymbolicTensor;
x = tf.layers.dense({ units: 64, activation: "relu" }).apply(x) as tf.SymbolicTensor;
const out = tf.layers.dense({ units: 10, activation: "softmax" }).apply(x) as tf.SymbolicTensor;
const model = tf.model({ inputs: input, outputs: out });
model.summary();`,
  }),
  of("nested", "The convolutions are in a model inside the model.", {
    "task-2": `
const eyes = tf.sequential({ name: "eyes" });
eyes.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 16, kernelSize: 3, activation: "relu" }));
eyes.add(tf.layers.maxPooling2d({ poolSize: 2 }));
eyes.add(tf.layers.conv2d({ filters: 32, kernelSize: 3, activation: "relu" }));
eyes.add(tf.layers.maxPooling2d({ poolSize: 2 }));
eyes.add(tf.layers.flatten());
const model = tf.sequential();
model.add(eyes);
model.add(tf.layers.dense({ units: 64, activation: "relu" }));
model.add(tf.layers.dense({ units: 10, activation: "softmax" }));
model.summary();`,
  }),
  of("separable", "Separable convolutions.", {
    "task-2": layers(
      firstConvolution,
      pooling,
      'separableConv2d({ filters: 32, kernelSize: 3, activation: "relu" })',
      pooling,
      "flatten()",
      'dense({ units: 64, activation: "relu" })',
      ten,
    ),
  }),
  of("depthwise", "A depthwise convolution, and a pointwise one after it.", {
    "task-2": layers(
      firstConvolution,
      pooling,
      'depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, activation: "relu" })',
      'conv2d({ filters: 32, kernelSize: 1, activation: "relu" })',
      pooling,
      "flatten()",
      'dense({ units: 64, activation: "relu" })',
      ten,
    ),
  }),
  of("only-depthwise-after-one", "One Conv2D and one DepthwiseConv2D: two convolutions.", {
    "task-2": layers(
      firstConvolution,
      pooling,
      'depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, activation: "relu" })',
      pooling,
      "flatten()",
      'dense({ units: 64, activation: "relu" })',
      ten,
    ),
  }),
  of("residual", "A residual block: the input of two convolutions is added to their output.", {
    "task-2": `
const input = tf.input({ shape: [28, 28, 1] });
const apply = (layer: tf.layers.Layer, to: tf.SymbolicTensor | tf.SymbolicTensor[]) =>
  layer.apply(to) as tf.SymbolicTensor;
const conv = (filters: number, activation?: "relu") =>
  tf.layers.conv2d({ filters, kernelSize: 3, padding: "same", activation });
const stem = apply(tf.layers.maxPooling2d({ poolSize: 2 }), apply(conv(16, "relu"), input));
const inner = apply(conv(16), apply(conv(16, "relu"), stem));
const sum = apply(tf.layers.reLU(), apply(tf.layers.add(), [stem, inner]));
const flat = apply(tf.layers.flatten(), apply(tf.layers.maxPooling2d({ poolSize: 2 }), sum));
const model = tf.model({
  inputs: input, outputs: apply(tf.layers.dense({ units: 10, activation: "softmax" }), flat),
});
model.summary();`,
  }),
  of("batch-normalization", "Batch normalization between convolution and activation.", {
    "task-2": layers(
      "conv2d({ inputShape: [28, 28, 1], filters: 16, kernelSize: 3, useBias: false })",
      "batchNormalization()",
      "reLU()",
      pooling,
      "conv2d({ filters: 32, kernelSize: 3, useBias: false })",
      "batchNormalization()",
      "reLU()",
      pooling,
      "flatten()",
      'dense({ units: 64, activation: "relu" })',
      ten,
    ),
  }),
  of("l2", "L2 penalties: the loss that evaluate gives holds them.", {
    "task-2": layers(
      'conv2d({ inputShape: [28, 28, 1], filters: 16, kernelSize: 3, activation: "relu", kernelRegularizer: tf.regularizers.l2({ l2: 1e-3 }) })',
      pooling,
      'conv2d({ filters: 32, kernelSize: 3, activation: "relu", kernelRegularizer: tf.regularizers.l2({ l2: 1e-3 }) })',
      pooling,
      "flatten()",
      'dense({ units: 64, activation: "relu", kernelRegularizer: tf.regularizers.l2({ l2: 1e-4 }) })',
      ten,
    ),
  }),
  of("dropout", "Much dropout: validation is better than training.", {
    "task-2": layers(
      'conv2d({ inputShape: [28, 28, 1], filters: 32, kernelSize: 3, activation: "relu" })',
      pooling,
      "dropout({ rate: 0.25 })",
      'conv2d({ filters: 32, kernelSize: 3, activation: "relu" })',
      pooling,
      "dropout({ rate: 0.25 })",
      "flatten()",
      'dense({ units: 64, activation: "relu" })',
      "dropout({ rate: 0.5 })",
      ten,
    ),
  }),
  of("strided", "Strides instead of pooling.", {
    "task-2": layers(
      'conv2d({ inputShape: [28, 28, 1], filters: 16, kernelSize: 3, strides: 2, activation: "relu" })',
      'conv2d({ filters: 32, kernelSize: 3, strides: 2, activation: "relu" })',
      "flatten()",
      'dense({ units: 64, activation: "relu" })',
      ten,
    ),
  }),
  of("global-average", "Global average pooling instead of flatten, with batch normalization; 20 epochs.", {
    "task-2": layers(
      'conv2d({ inputShape: [28, 28, 1], filters: 16, kernelSize: 3, padding: "same" })',
      "batchNormalization({ momentum: 0.9 })",
      "reLU()",
      pooling,
      'conv2d({ filters: 32, kernelSize: 3, padding: "same" })',
      "batchNormalization({ momentum: 0.9 })",
      "reLU()",
      pooling,
      'conv2d({ filters: 64, kernelSize: 3, padding: "same", activation: "relu" })',
      "globalAveragePooling2d({})",
      ten,
    ),
    "task-4": fitWith("epochs: 10", "epochs: 20"),
  }),
  of("three-convolutions", "Three convolutions with an average pooling, and ELU.", {
    "task-2": layers(
      'conv2d({ inputShape: [28, 28, 1], filters: 16, kernelSize: 5, activation: "elu", padding: "same" })',
      "averagePooling2d({ poolSize: 2 })",
      'conv2d({ filters: 24, kernelSize: 3, activation: "elu" })',
      pooling,
      'conv2d({ filters: 32, kernelSize: 3, activation: "elu" })',
      "flatten()",
      ten,
    ),
  }),
  of("own-softmax", "Ten logits, and a softmax layer after them.", {
    "task-2": layers(
      firstConvolution,
      pooling,
      secondConvolution,
      pooling,
      "flatten()",
      'dense({ units: 64, activation: "relu" })',
      "dense({ units: 10 })",
      "softmax()",
    ),
  }),
  of("unused-input-layer", "An input layer of its own, and named layers.", {
    "task-2": layers(
      'inputLayer({ inputShape: [28, 28, 1], name: "pictures" })',
      'conv2d({ filters: 16, kernelSize: 3, activation: "relu", name: "edges" })',
      pooling,
      'conv2d({ filters: 32, kernelSize: 3, activation: "relu", name: "parts" })',
      pooling,
      "flatten()",
      'dense({ units: 64, activation: "relu" })',
      'dense({ units: 10, activation: "softmax", name: "garments" })',
    ),
  }),
  of("sequential-list", "The layers as a list.", {
    "task-2": `
const model = tf.sequential({ layers: [
  tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 16, kernelSize: 3, activation: "relu" }),
  tf.layers.maxPooling2d({ poolSize: 2 }),
  tf.layers.conv2d({ filters: 32, kernelSize: 3, activation: "relu" }),
  tf.layers.maxPooling2d({ poolSize: 2 }),
  tf.layers.flatten(),
  tf.layers.dense({ units: 64, activation: "relu" }),
  tf.layers.dense({ units: 10, activation: "softmax" }),
] });
model.summary();`,
  }),
];

const trainings: Submission[] = [
  of("tfjs-fit", "tfjs's own model.fit and its history.", {
    "task-4": `
const history = await model.fit(xTrain, yTrain, {
  epochs: 10, batchSize: 64, validationData: [xVal, yVal], verbose: 0,
});
history.history`,
  }),
  of("tfjs-fit-callbacks", "tfjs's own model.fit with its callbacks, and model.evaluate.", {
    "task-4": `
const history = await model.fit(xTrain, yTrain, {
  epochs: 10, batchSize: 64, validationData: [xVal, yVal], verbose: 0,
  callbacks: { onEpochEnd: async (epoch, logs) => console.log(epoch, logs?.loss) },
});`,
    "task-5": `
const [loss, accuracy] = model.evaluate(prepare(xTest), yTest) as tf.Scalar[];
const scores = { loss: loss.dataSync()[0], accuracy: accuracy.dataSync()[0] };
scores`,
  }),
  of("tfjs-optimizer", "An optimizer of tfjs.", {
    "task-3": solutionWith(exercise, "task-3", '"adam"', "tf.train.adam(0.001)"),
  }),
  of("sgd-momentum", "SGD with momentum and a schedule.", {
    imports: solutionWith(exercise, "imports", "plot, setSeed", "plot, setSeed, optimizers, schedules"),
    "task-3": solutionWith(
      exercise,
      "task-3",
      '"adam"',
      "new optimizers.SGD({ momentum: 0.9, learningRate: new schedules.CosineDecay({ initialLearningRate: 0.03, decaySteps: 600 }) })",
    ),
  }),
  of("dataset", "Datasets of batches for training and validation.", {
    imports: solutionWith(exercise, "imports", "datasets, evaluate", "Dataset, datasets, evaluate"),
    "task-4": `
const history = await fit(model,
  Dataset.fromTensorSlices([xTrain, yTrain]).shuffle(trained).batch(64).prefetch(2), {
    epochs: 10,
    validationData: Dataset.fromTensorSlices([xVal, yVal]).batch(100),
  });
plot.history(history)`,
  }),
  of("augmentation", "Each picture is mirrored by chance in the pipeline.", {
    imports: solutionWith(exercise, "imports", "datasets, evaluate", "Dataset, datasets, evaluate"),
    "task-4": `
const mirrored = Dataset.fromTensorSlices([xTrain, yTrain])
  .map(([image, label]) => [Math.random() < 0.5 ? image.reverse(1) : image, label] as [tf.Tensor, tf.Tensor])
  .shuffle(trained)
  .batch(64);
const history = await fit(model, mirrored, { epochs: 12, validationData: [xVal, yVal] });
plot.history(history)`,
  }),
  of("noise-in-batches", "A little noise is added to each batch.", {
    imports: solutionWith(exercise, "imports", "datasets, evaluate", "Dataset, datasets, evaluate"),
    "task-4": `
const noisy = Dataset.fromTensorSlices([xTrain, yTrain]).shuffle(trained).batch(64)
  .map(([images, labels]) =>
    [images.add(tf.randomNormal(images.shape, 0, 0.02)), labels] as [tf.Tensor, tf.Tensor]);
const history = await fit(model, noisy, { epochs: 10, validationData: [xVal, yVal] });
plot.history(history)`,
  }),
  of("validation-split", "validationSplit on the training pictures.", {
    "task-4": fitWith("validationData: [xVal, yVal]", "validationSplit: 0.15"),
  }),
  of("fifteen-epochs", "More epochs than asked.", { "task-4": fitWith("epochs: 10", "epochs: 15") }),
  of("two-fits", "Two trainings of five epochs, whose histories are joined.", {
    "task-4": `
const options = { epochs: 5, batchSize: 64, validationData: [xVal, yVal] as [tf.Tensor, tf.Tensor] };
const early = await fit(model, xTrain, yTrain, options);
const late = await fit(model, xTrain, yTrain, options);
const history = {
  epoch: [...early.epoch, ...late.epoch.map((epoch) => epoch + 5)],
  history: Object.fromEntries(Object.keys(early.history).map((name) =>
    [name, [...early.history[name], ...late.history[name]]])) as Record<string, number[]>,
};
plot.history(history)`,
  }),
  of("fit-in-a-loop", "Ten trainings of one epoch, whose numbers are collected.", {
    "task-4": `
const history = { epoch: [] as number[], history: {} as Record<string, number[]> };
for (let epoch = 0; epoch < 10; epoch++) {
  const one = await fit(model, xTrain, yTrain, {
    epochs: 1, batchSize: 64, validationData: [xVal, yVal], verbose: 0,
  });
  history.epoch.push(epoch);
  for (const [name, [value]] of Object.entries(one.history)) (history.history[name] ??= []).push(value);
}
plot.history(history)`,
  }),
  of("initial-epoch", "The second training counts its epochs on.", {
    "task-4": `
const data = { batchSize: 64, validationData: [xVal, yVal] as [tf.Tensor, tf.Tensor] };
const history = await fit(model, xTrain, yTrain, { ...data, epochs: 6 });
const more = await fit(model, xTrain, yTrain, { ...data, epochs: 12, initialEpoch: 6 });
history.epoch.push(...more.epoch);
for (const name of Object.keys(more.history)) history.history[name].push(...more.history[name]);
plot.history(history)`,
  }),
  of("batch-32", "Batches of 32.", { "task-4": fitWith("batchSize: 64", "batchSize: 32") }),
  of("class-weights", "Weights of the classes.", {
    "task-4": fitWith("batchSize: 64,", "batchSize: 64,\n  classWeight: { 6: 1.5, 0: 1.2 },"),
  }),
  of(
    "second-attempt",
    "A first training went wrong; the model is built and trained again in the same notebook.",
    {
      "task-4": {
        before: [
          'model.compile({ optimizer: "sgd", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });\nconst bad = await fit(model, xTrain, yTrain, { epochs: 1, verbose: 0 });\nbad.history.loss',
          solutionOf(exercise, "task-2"),
          solutionOf(exercise, "task-3"),
        ],
      },
    },
  ),
  of("own-callback", "A callback class, a lambda callback and a CSV file beside the training.", {
    imports: solutionWith(
      exercise,
      "imports",
      "datasets, evaluate",
      "Callback, callbacks, type Logs, datasets, evaluate",
    ),
    "task-4": {
      before: [
        "class Best extends Callback {\n  best = 0;\n  override onEpochEnd(_epoch: number, logs: Logs) {\n    this.best = Math.max(this.best, logs.val_accuracy ?? 0);\n  }\n}\nconst keeper = new Best();",
      ],
      replace: fitWith(
        "batchSize: 64,",
        'batchSize: 64,\n  callbacks: [keeper, new callbacks.CSVLogger("log.csv"), new callbacks.EarlyStopping({ patience: 20, restoreBestWeights: true })],',
      ),
    },
  }),
  of("best-weights", "EarlyStopping gives the model the weights of its best epoch back.", {
    imports: solutionWith(exercise, "imports", "datasets, evaluate", "callbacks, datasets, evaluate"),
    "task-4": fitWith(
      "epochs: 10,\n  batchSize: 64,",
      "epochs: 10,\n  batchSize: 64,\n  callbacks: new callbacks.EarlyStopping({ patience: 10, restoreBestWeights: true }),",
    ),
  }),
  of("sparse-accuracy", "The metric by its long name.", {
    "task-3": solutionWith(exercise, "task-3", '"accuracy"', '"sparse_categorical_accuracy"'),
  }),
  of("loss-object", "Loss, metrics and optimizer as objects.", {
    imports: solutionWith(exercise, "imports", "plot, setSeed", "losses, metrics, optimizers, plot, setSeed"),
    "task-3": `
model.compile({
  optimizer: new optimizers.Nadam({ learningRate: 0.001 }),
  loss: new losses.SparseCategoricalCrossentropy(),
  metrics: [new metrics.SparseCategoricalAccuracy({ name: "accuracy" }), new metrics.SparseTopKCategoricalAccuracy({ k: 3 })],
});`,
  }),
];

const ways: Submission[] = [
  of("typed-arrays", "The pictures are prepared as typed arrays.", {
    "task-1": `
function prepare(images: tf.Tensor): tf.Tensor {
  const bytes = images.dataSync();
  const pixels = new Float32Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) pixels[i] = bytes[i] / 255;
  return tf.tensor4d(pixels, [images.shape[0], 28, 28, 1]);
}`,
  }),
  of("expand-dims", "expandDims, toFloat and mul.", {
    "task-1": `
const prepare = (images: tf.Tensor): tf.Tensor =>
  tf.tidy(() => images.toFloat().mul(1 / 255).expandDims(-1));`,
  }),
  of("normalization-inside", "The pictures go from 0 to 1; a normalization in the network does the rest.", {
    "task-2": layers(
      "batchNormalization({ inputShape: [28, 28, 1] })",
      'conv2d({ filters: 16, kernelSize: 3, activation: "relu" })',
      pooling,
      secondConvolution,
      pooling,
      "flatten()",
      'dense({ units: 64, activation: "relu" })',
      ten,
    ),
  }),
  of("scores-by-hand", "Accuracy and loss are computed by hand from predictions.", {
    "task-5": `
const scores = await (async () => {
  const probabilities = model.predict(prepare(xTest)) as tf.Tensor2D;
  const right = probabilities.argMax(1).equal(yTest.toInt()).mean();
  const own = tf.sum(tf.mul(probabilities, tf.oneHot(yTest.toInt() as tf.Tensor1D, 10)), 1);
  const loss = own.clipByValue(1e-7, 1).log().neg().mean();
  return { accuracy: (await right.data())[0], loss: (await loss.data())[0] };
})();
scores`,
  }),
  of("one-cell", "All tasks in one cell.", {
    "task-1": { replace: solutionOf(exercise, "task-1") },
    "task-2": `${["task-2", "task-3", "task-4"].map((id) => solutionOf(exercise, id).replace("plot.history(history)", "plot.history(history);")).join("\n")}\n${solutionOf(exercise, "task-5")}`,
    "task-3": "// See task 2",
    "task-4": "// See task 2",
    "task-5": "scores",
  }),
  of("split-cells", "Each task in several cells, with experiments between them.", {
    "task-2": {
      before: ["const filters = [16, 32];", "tf.memory().numTensors"],
      replace:
        'const model = tf.sequential();\nmodel.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: filters[0], kernelSize: 3, activation: "relu" }));\nmodel.add(tf.layers.maxPooling2d({ poolSize: 2 }));',
      after: [
        'model.add(tf.layers.conv2d({ filters: filters[1], kernelSize: 3, activation: "relu" }));\nmodel.add(tf.layers.maxPooling2d({ poolSize: 2 }));\nmodel.add(tf.layers.flatten());',
        'model.add(tf.layers.dense({ units: 64, activation: "relu" }));\nmodel.add(tf.layers.dense({ units: 10, activation: "softmax" }));',
        "model.summary();",
        "model.predict(xVal.slice(0, 2)) as tf.Tensor",
      ],
    },
  }),
  of("class-of-its-own", "A class that builds, trains and measures.", {
    "task-2": `
class Garments {
  readonly network = tf.sequential();
  constructor(filters: number[]) {
    filters.forEach((count, index) => {
      this.network.add(tf.layers.conv2d({
        ...(index === 0 ? { inputShape: [28, 28, 1] } : {}), filters: count, kernelSize: 3, activation: "relu",
      }));
      this.network.add(tf.layers.maxPooling2d({ poolSize: 2 }));
    });
    this.network.add(tf.layers.flatten());
    this.network.add(tf.layers.dense({ units: 64, activation: "relu" }));
    this.network.add(tf.layers.dense({ units: 10, activation: "softmax" }));
  }
  train(x: tf.Tensor, y: tf.Tensor, validationData: [tf.Tensor, tf.Tensor]) {
    return fit(this.network, x, y, { epochs: 10, batchSize: 64, validationData });
  }
}
const garments = new Garments([16, 32]);
const model = garments.network;
model.summary();`,
    "task-4": "const history = await garments.train(xTrain, yTrain, [xVal, yVal]);\nplot.history(history)",
  }),
  of("renamed", "The values have other names until the end.", {
    "task-2": solutionOf(exercise, "task-2").replaceAll("model", "network"),
    "task-3": solutionOf(exercise, "task-3").replaceAll("model", "network"),
    "task-4": `
const run = await fit(network, xTrain, yTrain, { epochs: 10, batchSize: 64, validationData: [xVal, yVal] });
const model = network;
const history = run;
plot.history(run)`,
  }),
  of("from-json", "The network is described as JSON, and made by tf.models.modelFromJSON.", {
    "task-2": {
      before: [solutionOf(exercise, "task-2").replaceAll("model", "draft")],
      replace:
        "const model = await tf.models.modelFromJSON(draft.toJSON(null, false) as any);\nmodel.summary();",
    },
  }),
  of("saved-and-loaded", "The trained network is saved, loaded and measured.", {
    imports: solutionWith(exercise, "imports", "plot, setSeed", "loadModel, plot, saveModel, setSeed"),
    "task-4": {
      after: ['await saveModel(model, "garments.keras");\nconst again = await loadModel("garments.keras");'],
    },
    "task-5": "const scores = await evaluate(again, prepare(xTest), yTest);\nscores",
  }),
  of(
    "comments-and-prose",
    "Long comments, notes in Markdown, cells without a purpose.",
    {},
    {
      notebook: ({ cells }) => {
        const at = cells.findIndex(({ id }) => id === "task-3");
        cells.splice(at, 0, {
          cell_type: "markdown",
          metadata: {},
          source: "My note: // BEGIN SOLUTION `check`",
        });
        cells.splice(at, 0, codeCell("/* What I tried:\n * 1. a dense network: 0.70\n */"));
        cells.push(codeCell("plot.history(history)"), { cell_type: "raw", metadata: {}, source: "raw text" });
      },
    },
  ),
];

export const unusual1: readonly Submission[] = [...networks, ...trainings, ...ways];
