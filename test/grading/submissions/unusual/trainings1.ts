/** Exercise 1, trained in other ways than the solution's. */
import { type Submission, solutionOf, solutionWith } from "../submission";
import { fitWith, rightOne } from "./pieces1";

export const trainings1: readonly Submission[] = [
  rightOne("tfjs-fit", "tfjs's own model.fit and its history.", {
    "task-4": `
const history = await model.fit(xTrain, yTrain, {
  epochs: 10, batchSize: 64, validationData: [xVal, yVal], verbose: 0,
});
history.history`,
  }),
  rightOne("tfjs-fit-callbacks", "tfjs's own model.fit with its callbacks, and model.evaluate.", {
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
  rightOne("tfjs-optimizer", "An optimizer of tfjs.", {
    "task-3": solutionWith(1, "task-3", '"adam"', "tf.train.adam(0.001)"),
  }),
  rightOne("sgd-momentum", "SGD with momentum and a schedule.", {
    imports: solutionWith(1, "imports", "plot, setSeed", "plot, setSeed, optimizers, schedules"),
    "task-3": solutionWith(
      1,
      "task-3",
      '"adam"',
      "new optimizers.SGD({ momentum: 0.9, learningRate: new schedules.CosineDecay({ initialLearningRate: 0.03, decaySteps: 600 }) })",
    ),
  }),
  rightOne("dataset", "Datasets of batches for training and validation.", {
    imports: solutionWith(1, "imports", "datasets, evaluate", "Dataset, datasets, evaluate"),
    "task-4": `
const history = await fit(model,
  Dataset.fromTensorSlices([xTrain, yTrain]).shuffle(trained).batch(64).prefetch(2), {
    epochs: 10,
    validationData: Dataset.fromTensorSlices([xVal, yVal]).batch(100),
  });
plot.history(history)`,
  }),
  rightOne("augmentation", "Each picture is mirrored by chance in the pipeline.", {
    imports: solutionWith(1, "imports", "datasets, evaluate", "Dataset, datasets, evaluate"),
    "task-4": `
const mirrored = Dataset.fromTensorSlices([xTrain, yTrain])
  .map(([image, label]) => [Math.random() < 0.5 ? image.reverse(1) : image, label] as [tf.Tensor, tf.Tensor])
  .shuffle(trained)
  .batch(64);
const history = await fit(model, mirrored, { epochs: 12, validationData: [xVal, yVal] });
plot.history(history)`,
  }),
  rightOne("noise-in-batches", "A little noise is added to each batch.", {
    imports: solutionWith(1, "imports", "datasets, evaluate", "Dataset, datasets, evaluate"),
    "task-4": `
const noisy = Dataset.fromTensorSlices([xTrain, yTrain]).shuffle(trained).batch(64)
  .map(([images, labels]) =>
    [images.add(tf.randomNormal(images.shape, 0, 0.02)), labels] as [tf.Tensor, tf.Tensor]);
const history = await fit(model, noisy, { epochs: 10, validationData: [xVal, yVal] });
plot.history(history)`,
  }),
  rightOne("validation-split", "validationSplit on the training pictures.", {
    "task-4": fitWith("validationData: [xVal, yVal]", "validationSplit: 0.15"),
  }),
  rightOne("fifteen-epochs", "More epochs than asked.", { "task-4": fitWith("epochs: 10", "epochs: 15") }),
  rightOne("two-fits", "Two trainings of five epochs, whose histories are joined.", {
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
  rightOne("fit-in-a-loop", "Ten trainings of one epoch, whose numbers are collected.", {
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
  rightOne("initial-epoch", "The second training counts its epochs on.", {
    "task-4": `
const data = { batchSize: 64, validationData: [xVal, yVal] as [tf.Tensor, tf.Tensor] };
const history = await fit(model, xTrain, yTrain, { ...data, epochs: 6 });
const more = await fit(model, xTrain, yTrain, { ...data, epochs: 12, initialEpoch: 6 });
history.epoch.push(...more.epoch);
for (const name of Object.keys(more.history)) history.history[name].push(...more.history[name]);
plot.history(history)`,
  }),
  rightOne("batch-32", "Batches of 32.", { "task-4": fitWith("batchSize: 64", "batchSize: 32") }),
  rightOne("class-weights", "Weights of the classes.", {
    "task-4": fitWith("batchSize: 64,", "batchSize: 64,\n  classWeight: { 6: 1.5, 0: 1.2 },"),
  }),
  rightOne(
    "second-attempt",
    "A first training went wrong; the model is built and trained again in the same notebook.",
    {
      "task-4": {
        before: [
          'model.compile({ optimizer: "sgd", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });\nconst bad = await fit(model, xTrain, yTrain, { epochs: 1, verbose: 0 });\nbad.history.loss',
          solutionOf(1, "task-2"),
          solutionOf(1, "task-3"),
        ],
      },
    },
  ),
  rightOne("own-callback", "A callback class, a lambda callback and a CSV file beside the training.", {
    imports: solutionWith(
      1,
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
  rightOne("best-weights", "EarlyStopping gives the model the weights of its best epoch back.", {
    imports: solutionWith(1, "imports", "datasets, evaluate", "callbacks, datasets, evaluate"),
    "task-4": fitWith(
      "epochs: 10,\n  batchSize: 64,",
      "epochs: 10,\n  batchSize: 64,\n  callbacks: new callbacks.EarlyStopping({ patience: 10, restoreBestWeights: true }),",
    ),
  }),
  rightOne("sparse-accuracy", "The metric by its long name.", {
    "task-3": solutionWith(1, "task-3", '"accuracy"', '"sparse_categorical_accuracy"'),
  }),
  rightOne("loss-object", "Loss, metrics and optimizer as objects.", {
    imports: solutionWith(1, "imports", "plot, setSeed", "losses, metrics, optimizers, plot, setSeed"),
    "task-3": `
model.compile({
  optimizer: new optimizers.Nadam({ learningRate: 0.001 }),
  loss: new losses.SparseCategoricalCrossentropy(),
  metrics: [new metrics.SparseCategoricalAccuracy({ name: "accuracy" }), new metrics.SparseTopKCategoricalAccuracy({ k: 3 })],
});`,
  }),
];
