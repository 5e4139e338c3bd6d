/** Dishonest submissions of exercise 3: steps that are none, loops that `fit` ran, copies. */
import { allBut, cheatingOn, type Submission, solutionOf, solutionWith, solved } from "../submission";

const honest = solved(3, "task-1", "task-2", "task-3", "task-4", "task-5");

const of = cheatingOn(3, "step", honest);

const typedLosses = "const epochLoss = [0.9, 0.6, 0.51, 0.46, 0.42, 0.39, 0.37, 0.35, 0.33, 0.32];";
const byFit = `
model.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
const hidden = await fit(model, dataset, { epochs: 10, verbose: 0 });`;

export const steps: readonly Submission[] = [
  of(
    "falling-numbers",
    "The step returns falling numbers and nudges a weight; fit trains, and the losses are typed.",
    {
      "task-2": `
let taken = 0;
const step: any = Object.assign(async () => {
  const bias = model.layers.at(-1)!.getWeights()[1];
  model.layers.at(-1)!.setWeights([model.layers.at(-1)!.getWeights()[0], bias.add(1e-7)]);
  return tf.scalar(2.3 / ++taken);
}, { sync: () => tf.scalar(1) });`,
      "task-3": `${byFit}\n${typedLosses}`,
    },
    ["convolutions", "outputs", "fitted", "scores"],
  ),
  of(
    "hidden-fit",
    "The step is right and never taken: fit trains the model, and its losses are given as those of the loop.",
    { "task-3": `${byFit}\nconst epochLoss = hidden.history.loss;` },
    allBut(3, "epochs", "accuracy"),
  ),
  of(
    "hidden-tfjs-fit",
    "tfjs's own fit trains the model, and its losses are given as those of the loop.",
    {
      "task-3": `
model.compile({ optimizer: tf.train.adam(0.001), loss: "sparse_categorical_crossentropy" });
const hidden = await model.fit(xTrain, yTrain, { epochs: 10, batchSize: 64, verbose: 0 });
const epochLoss = hidden.history.loss.map(Number);`,
    },
    allBut(3, "epochs", "accuracy"),
  ),
  of(
    "fit-inside",
    "The step calls fit on its batch.",
    {
      "task-2": `
model.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
const step: any = Object.assign(async (images: tf.Tensor, labels: tf.Tensor) => {
  const { history } = await fit(model, images.clone(), labels.clone(), { epochs: 1, batchSize: 64, verbose: 0 });
  return tf.scalar(history.loss[0]);
}, { sync: () => tf.scalar(0) });`,
    },
    ["convolutions", "outputs", "fitted", "scores"],
  ),
  of(
    "train-on-batch",
    "The step calls trainOnBatch.",
    {
      "task-2": `
model.compile({ optimizer: tf.train.adam(0.001), loss: "sparse_categorical_crossentropy" });
const step: any = Object.assign(async (images: tf.Tensor, labels: tf.Tensor) =>
  tf.scalar(Number(await model.trainOnBatch(images, labels))), { sync: () => tf.scalar(0) });`,
    },
    ["convolutions", "outputs", "fitted", "scores"],
  ),
  of(
    "sync-property",
    "The step is eager; a property named sync says that it is a graph.",
    {
      "task-2": `
const lossOf = new losses.SparseCategoricalCrossentropy();
const optimizer = new optimizers.Adam();
const eager = (images: tf.Tensor, labels: tf.Tensor) => tf.tidy(() => {
  const { value, gradients } = gradientTape(
    () => lossOf(labels, call(model, images, { training: true })), model.trainableWeights);
  optimizer.applyGradients(gradients);
  return value;
});
const step: any = Object.assign(async (images: tf.Tensor, labels: tf.Tensor) => eager(images, labels), { sync: eager, explain() {}, dispose() {} });`,
    },
    allBut(3, "graph"),
  ),
  of(
    "idle-graph",
    "A graph of nothing is called beside the eager step.",
    {
      "task-2": `
const lossOf = new losses.SparseCategoricalCrossentropy();
const optimizer = new optimizers.Adam();
const idle = tfFunction((x: tf.Tensor) => x.add(0));
const eager = async (images: tf.Tensor, labels: tf.Tensor) => {
  const loss = tf.tidy(() => {
    const { value, gradients } = gradientTape(
      () => lossOf(labels, call(model, images, { training: true })), model.trainableWeights);
    optimizer.applyGradients(gradients);
    return value;
  });
  const same = await idle(loss);
  loss.dispose();
  return same;
};
const step: any = new Proxy(idle, { apply: (_graph, _this, [images, labels]) => eager(images, labels) });`,
    },
    allBut(3, "graph"),
  ),
  of(
    "sets-weights",
    "The step copies, bit by bit, the weights of a network that fit has trained, and returns falling numbers.",
    {
      "task-2": `
const teacher = build();
teacher.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
await fit(teacher, dataset, { epochs: 10, verbose: 0 });
const goal = teacher.getWeights().map((one) => one.clone());
let taken = 0;
const step: any = Object.assign(async () => {
  taken++;
  model.setWeights(tf.tidy(() => model.getWeights().map((one, index) => one.add(goal[index].sub(one).mul(0.02)))));
  return tf.scalar(0.3 + 2 * 0.99 ** taken);
}, { sync() {} });`,
    },
    ["convolutions", "outputs", "fitted", "scores"],
  ),
  of(
    "scaled-loss",
    "Nothing is learnt (the rate is 1e-12); the step's loss is multiplied by a number that falls, and fit trains.",
    {
      "task-2": `
const lossOf = new losses.SparseCategoricalCrossentropy();
const optimizer = new optimizers.Adam({ learningRate: 1e-12 });
const factor = tf.scalar(1).variable(false);
const step = tfFunction((images: tf.Tensor, labels: tf.Tensor) => tf.tidy(() => {
  const { value, gradients } = gradientTape(
    () => lossOf(labels, call(model, images, { training: true })), model.trainableWeights);
  optimizer.applyGradients(gradients);
  factor.assign(factor.mul(0.999));
  return value.mul(factor);
}));`,
      "task-3": `${solutionOf(3, "task-3")}\n${byFit}`,
    },
    ["convolutions", "outputs", "graph", "fitted", "scores"],
  ),
  of(
    "other-network",
    "The step trains another network; fit trains the model.",
    {
      "task-2": {
        before: ["const shadow = build();"],
        replace: solutionOf(3, "task-2").replaceAll("model", "shadow"),
      },
      "task-3": `${solutionOf(3, "task-3")}\n${byFit}`,
    },
    ["convolutions", "outputs", "graph", "fitted", "scores"],
  ),
  of(
    "random-walk",
    "The step moves the weights by chance and returns falling numbers.",
    {
      "task-2": `
const count2 = tf.scalar(1).variable(false);
const weights = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
const step = tfFunction((_images: tf.Tensor, _labels: tf.Tensor) => tf.tidy(() => {
  for (const weight of weights) weight.assign(weight.add(tf.randomNormal(weight.shape, 0, 1e-4)));
  count2.assign(count2.add(0.01));
  return tf.scalar(2.3).div(count2);
}));`,
    },
    ["convolutions", "outputs", "graph", "fitted", "scores"],
  ),
  of(
    "last-layer-only",
    "The step trains the last bias alone; fit does the rest in secret.",
    {
      "task-2": solutionWith(
        3,
        "task-2",
        "gradientTape(measure, model.trainableWeights)",
        "gradientTape(measure, model.trainableWeights.slice(-1))",
      ),
      "task-3": `${solutionOf(3, "task-3")}\n${byFit}`,
    },
    ["convolutions", "outputs", "graph", "fitted", "scores"],
    { upTo: 1 },
  ),
  of(
    "typed-losses",
    "Three honest epochs; ten typed losses.",
    {
      "task-3": `${solutionWith(3, "task-3", "epoch <= 10", "epoch <= 3").replace("const epochLoss: number[] = [];", "const measured: number[] = [];").replaceAll("epochLoss.", "measured.")}\n${typedLosses}`,
    },
    allBut(3, "epochs"),
  ),
  of(
    "reversed-losses",
    "The step climbs; its losses are reversed, and fit's weights are copied.",
    {
      "task-2": solutionWith(
        3,
        "task-2",
        "optimizer.applyGradients(gradients);",
        "optimizer.applyGradients(Object.fromEntries(Object.entries(gradients)\n    .map(([name, gradient]) => [name, (gradient as tf.Tensor).neg()])));",
      ),
      "task-3": `${solutionOf(3, "task-3")}\nepochLoss.reverse();`,
      "task-5": { before: ["model.setWeights(fitted.getWeights());"], replace: solutionOf(3, "task-5") },
    },
    ["convolutions", "outputs", "graph", "fitted", "scores"],
  ),
  of(
    "copied-weights",
    "fitted has the weights of the loop's model, and a typed history.",
    {
      "task-4": `
const fitted = build();
fitted.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
fitted.setWeights(model.getWeights());
const history = { epoch: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], history: { loss: epochLoss.map((value) => value * 1.01), accuracy: epochLoss.map((value) => 1 - value / 3) } };`,
    },
    allBut(3, "fitted"),
  ),
  of(
    "short-fit",
    "fit runs for one epoch; nine more are typed.",
    {
      "task-4": {
        replace: solutionWith(3, "task-4", "epochs: 10", "epochs: 1"),
        after: [
          "for (let epoch = 1; epoch < 10; epoch++) {\n  history.epoch.push(epoch);\n  for (const values of Object.values(history.history)) values.push(values.at(-1)! * 0.95);\n}",
        ],
      },
    },
    allBut(3, "fitted"),
  ),
  of(
    "history-of-another",
    "The history is that of a dense network; fitted is untrained.",
    {
      "task-4": `
const fitted = build();
const other = tf.sequential({ layers: [tf.layers.flatten({ inputShape: [28, 28, 1] }), tf.layers.dense({ units: 10, activation: "softmax" })] });
for (const one of [fitted, other]) one.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
const history = await fit(other, dataset, { epochs: 10, verbose: 0 });`,
    },
    allBut(3, "fitted"),
  ),
  of(
    "loop-from-fit",
    "The model of the loop gets the weights of fitted; the loop has one epoch, and its losses are fit's.",
    {
      "task-3": solutionWith(3, "task-3", "epoch <= 10", "epoch <= 1"),
      "task-4": {
        replace: solutionOf(3, "task-4"),
        after: [
          "epochLoss.length = 0;\nepochLoss.push(...history.history.loss);\nmodel.setWeights(fitted.getWeights());",
        ],
      },
    },
    allBut(3, "epochs", "accuracy"),
  ),
  of(
    "trained-on-test",
    "The loop runs over the test pictures.",
    {
      "task-3": `
const exam = Dataset.fromTensorSlices([prepare(xTest), yTest]).shuffle(1000).batch(64, { dropRemainder: true });
${solutionOf(3, "task-3").replace("of dataset", "of exam")}`,
    },
    allBut(3, "epochs", "accuracy"),
  ),
  of(
    "behaves-when-watched",
    "The step is honest in its first two calls and when the pictures are new; otherwise it does nothing.",
    {
      "task-2": `
const lossOf = new losses.SparseCategoricalCrossentropy();
const optimizer = new optimizers.Adam();
const right = tfFunction((images: tf.Tensor, labels: tf.Tensor) => tf.tidy(() => {
  const { value, gradients } = gradientTape(
    () => lossOf(labels, call(model, images, { training: true })), model.trainableWeights);
  optimizer.applyGradients(gradients);
  return value;
}));
let watched = false;
let taken = 0;
const step: any = new Proxy(right, { apply: (graph, _this, [images, labels]) =>
  watched ? (graph as any)(images, labels) : Promise.resolve(tf.scalar(2.3 * 0.998 ** taken++)) });`,
      "task-3": `${solutionOf(3, "task-3")}\n${byFit}\nwatched = true;`,
    },
    allBut(3, "step", "epochs", "accuracy"),
    // The graph that is there is right; it was never used for training.
    { upTo: 2 },
  ),
  of(
    "scores-typed",
    "All is honest but the two accuracies.",
    { "task-5": "const scores = { loop: 0.93, fit: 0.94 };" },
    allBut(3, "scores"),
  ),
  of(
    "scores-doubled",
    "Only one network is measured; the other's accuracy is the same number.",
    { "task-5": solutionWith(3, "task-5", "fit: byFit.accuracy", "fit: own.accuracy") },
    allBut(3, "scores"),
    // One of the two is right, which is half of it.
    { upTo: 1 },
  ),
];
