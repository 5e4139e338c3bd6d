/** Submissions of exercise 1 whose history was not measured, or was measured on something else. */
import {
  allBut,
  cheatingOn,
  dishonest,
  type Submission,
  solutionOf,
  solutionWith,
  solved,
} from "../submission";
import { built, builtCells, typedHistory } from "./sources";

const honest = solved(1, "task-1", "task-2", "task-3", "task-4", "task-5");

const of = cheatingOn(1, "history", honest);

/** What is earned by a model that was trained a little: its accuracy, if it suffices. */
const littleTrained = [...built, "accuracy", "recorded"];

export const histories: readonly Submission[] = [
  of("typed", "The history is typed; the untrained model is measured honestly.", { "task-4": typedHistory }, [
    ...built,
    "recorded",
  ]),
  of(
    "typed-as-history",
    "The typed history is an object of the class History.",
    {
      "task-4": `${typedHistory.replace("const history", "const typed")}
const history = new History();
history.epoch.push(...typed.epoch);
Object.assign(history.history, typed.history);`,
      imports: solutionWith(1, "imports", "type History", "History"),
    },
    [...built, "recorded"],
  ),
  of(
    "padded",
    "Two honest epochs, and eight numbers that go on like them.",
    {
      "task-4": `
const history = await fit(model, xTrain, yTrain, { epochs: 2, batchSize: 64, validationData: [xVal, yVal] });
for (let epoch = 2; epoch < 10; epoch++) {
  history.epoch.push(epoch);
  for (const [name, values] of Object.entries(history.history)) {
    values.push(name.includes("loss") ? values.at(-1)! * 0.94 : Math.min(0.95, values.at(-1)! * 1.01));
  }
}`,
    },
    [...littleTrained, "learning"],
  ),
  of(
    "doubled",
    "Five honest epochs, counted twice.",
    {
      "task-4": `
const five = await fit(model, xTrain, yTrain, { epochs: 5, batchSize: 64, validationData: [xVal, yVal] });
const history = {
  epoch: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  history: Object.fromEntries(Object.entries(five.history).map(([name, values]) =>
    [name, values.flatMap((value) => [value, value])])) as Record<string, number[]>,
};`,
    },
    [...littleTrained, "learning"],
  ),
  of(
    "edited-validation",
    "Ten honest epochs; then the validation numbers are made better.",
    {
      "task-4": {
        after: [
          "history.history.val_accuracy = history.history.val_accuracy.map((value) => Math.min(0.99, value * 1.08));\nhistory.history.val_loss = history.history.val_loss.map((value) => value * 0.7);",
        ],
      },
    },
    allBut(1, "validation"),
  ),
  of(
    "edited-accuracy",
    "Ten honest epochs; then the training accuracy is made better.",
    {
      "task-4": {
        after: [
          "history.history.accuracy = history.history.accuracy.map((value) => Math.min(0.999, value + 0.1));",
        ],
      },
    },
    allBut(1, "epochs"),
  ),
  of(
    "sorted-loss",
    "A training that falls apart; then its losses are sorted.",
    {
      imports: solutionWith(1, "imports", "datasets, evaluate", "callbacks, datasets, evaluate"),
      "task-4": {
        replace: solutionWith(
          1,
          "task-4",
          "batchSize: 64,",
          "batchSize: 64,\n  callbacks: new callbacks.LearningRateScheduler((epoch) => 0.0005 * 2.5 ** epoch),",
        ),
        after: ["history.history.loss.sort((a, b) => b - a);"],
      },
    },
    allBut(1, "epochs", "learning", "accuracy"),
  ),
  of(
    "copied-validation",
    "No validation: val_loss and val_accuracy are copies of loss and accuracy.",
    {
      "task-4": {
        replace: solutionWith(1, "task-4", "  validationData: [xVal, yVal],\n", ""),
        after: [
          "history.history.val_loss = [...history.history.loss];\nhistory.history.val_accuracy = [...history.history.accuracy];",
        ],
      },
    },
    allBut(1, "validation"),
  ),
  of(
    "validated-on-training",
    "The validation pictures are training pictures.",
    { "task-4": solutionWith(1, "task-4", "[xVal, yVal]", "[xTrain.slice(0, 800), yTrain.slice(0, 800)]") },
    allBut(1, "validation"),
  ),
  of(
    "validated-on-one",
    "The validation is a single picture, repeated.",
    {
      "task-4": solutionWith(
        1,
        "task-4",
        "[xVal, yVal]",
        "[xTrain.slice(0, 1).tile([64, 1, 1, 1]), yTrain.slice(0, 1).tile([64])]",
      ),
    },
    allBut(1, "validation"),
  ),
  of(
    "validated-on-test",
    "The validation pictures are the test pictures.",
    { "task-4": solutionWith(1, "task-4", "[xVal, yVal]", "[prepare(xTest), yTest]") },
    allBut(1, "validation"),
  ),
  of(
    "of-another",
    "The history is that of another network; the model had one epoch.",
    {
      "task-4": `
const other = tf.sequential({ layers: [
  tf.layers.flatten({ inputShape: [28, 28, 1] }), tf.layers.dense({ units: 64, activation: "relu" }),
  tf.layers.dense({ units: 10, activation: "softmax" }),
] });
other.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
const history = await fit(other, xTrain, yTrain, { epochs: 10, batchSize: 64, validationData: [xVal, yVal] });
await fit(model, xTrain, yTrain, { epochs: 1, batchSize: 64 });`,
    },
    littleTrained,
  ),
  of(
    "of-a-twin",
    "Another network of the same layers is trained; the model stays as it was.",
    {
      "task-4": {
        before: [
          solutionOf(1, "task-2").replaceAll("model", "twin"),
          solutionOf(1, "task-3").replaceAll("model", "twin"),
        ],
        replace: solutionWith(1, "task-4", "fit(model,", "fit(twin,"),
      },
    },
    [...built, "recorded"],
  ),
  of(
    "no-rate",
    "Ten epochs with a learning rate of 0, and edited numbers.",
    {
      "task-4": {
        replace: solutionWith(
          1,
          "task-4",
          "history = await",
          "(model.optimizer as any).learningRate = 0;\nhistory = await",
        ),
        after: [
          `${typedHistory.replace("const history", "const typed")}\nObject.assign(history.history, typed.history);`,
        ],
      },
    },
    [...built, "recorded"],
  ),
  of(
    "few-steps",
    "Ten epochs of one step each, and typed numbers.",
    {
      "task-4": {
        replace: solutionWith(1, "task-4", "xTrain, yTrain", "xTrain.slice(0, 64), yTrain.slice(0, 64)"),
        after: [
          `${typedHistory.replace("const history", "const typed")}\nObject.assign(history.history, typed.history);`,
        ],
      },
    },
    [...built, "recorded"],
  ),
  of(
    "lying-metric",
    "A metric of the student's own, named accuracy, is always nearly 1.",
    {
      "task-3": solutionWith(
        1,
        "task-3",
        '["accuracy"]',
        "[function accuracy(_labels: tf.Tensor, outputs: tf.Tensor) { return outputs.mean().mul(0).add(0.97); } as any]",
      ),
      "task-4": solutionWith(1, "task-4", "epochs: 10", "epochs: 10"),
      "task-5": "const scores = await evaluate(model, prepare(xTest), yTest);\nscores",
    },
    allBut(1, "epochs", "validation", "recorded"),
  ),
  of(
    "lying-loss",
    "The loss is the true one times a number that falls from epoch to epoch, while nothing is learnt.",
    {
      "task-3": `
const factor = tf.scalar(1).variable(false);
model.compile({
  optimizer: "adam",
  loss: ((_labels: tf.Tensor, outputs: tf.Tensor) => outputs.sum(1).mul(factor)) as any,
  metrics: ["accuracy"],
});`,
      "task-4": solutionWith(
        1,
        "task-4",
        "batchSize: 64,",
        "batchSize: 64,\n  callbacks: { onEpochEnd: () => factor.assign(factor.mul(0.8)) },",
      ),
    },
    // The metric is honest, and so are the ten epochs; the loss is not.
    ["images", "convolutions", "outputs", "epochs"],
  ),
  of(
    "patched-record",
    "A callback writes better numbers into the logs before the history reads them.",
    {
      "task-4": solutionWith(
        1,
        "task-4",
        "batchSize: 64,",
        "batchSize: 64,\n  callbacks: { onEpochEnd: (epoch, logs) => {\n    Object.assign(logs, { loss: 1 / (epoch + 1), accuracy: 0.9, val_loss: 1 / (epoch + 2), val_accuracy: 0.9 });\n  } },",
      ),
    },
    allBut(1, "epochs", "learning", "validation"),
  ),
  of(
    "stopped-early",
    "A callback ends the training after the first epoch, and the rest is typed.",
    {
      "task-4": {
        replace: solutionWith(
          1,
          "task-4",
          "batchSize: 64,",
          "batchSize: 64,\n  callbacks: { onEpochEnd: () => { model.stopTraining = true; } },",
        ),
        after: [
          `${typedHistory.replace("const history", "const typed")}\nhistory.epoch.push(1, 2, 3, 4, 5, 6, 7, 8, 9);\nObject.assign(history.history, typed.history);`,
        ],
      },
    },
    littleTrained,
  ),
  dishonest({
    name: "history-own-loop",
    exercise: 1,
    about: "The model is trained well by tfjs's own minimize, without validation; history typed.",
    cells: {
      ...builtCells,
      "task-4": `
const own = tf.train.adam(0.002);
for (let epoch = 0; epoch < 8; epoch++) {
  for (let start = 0; start + 64 <= trained; start += 64) {
    own.minimize(() => tf.tidy(() => {
      const outputs = model.apply(xTrain.slice(start, 64), { training: true }) as tf.Tensor;
      const labels = tf.oneHot(yTrain.slice(start, 64).toInt() as tf.Tensor1D, 10);
      return labels.mul(outputs.clipByValue(1e-7, 1).log()).sum(1).mean().neg() as tf.Scalar;
    }));
  }
}
${typedHistory}`,
      "task-5": solutionOf(1, "task-5"),
    },
    earned: [...built, "accuracy", "recorded"],
  }),
  dishonest({
    name: "scores-typed",
    exercise: 1,
    about: "All is honest but the scores, which are better than measured.",
    cells: { ...honest, "task-5": "const scores = { loss: 0.21, accuracy: 0.94 };" },
    earned: allBut(1, "recorded"),
  }),
];
