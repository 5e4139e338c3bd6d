/** Submissions of exercise 1 whose model has weights, or has seen pictures, that it should not. */
import { allBut, dishonest, type Submission, solutionWith, solved } from "../submission";
import { built, builtCells, typedHistory, typedScores } from "./sources";

const honest = solved(1, "task-1", "task-2", "task-3", "task-4", "task-5");

const trainedOn = (
  name: string,
  about: string,
  data: string,
  earned: readonly string[],
  more: Partial<Submission> = {},
) =>
  dishonest({
    name: `trained-on-${name}`,
    exercise: 1,
    about,
    cells: { ...honest, "task-4": solutionWith(1, "task-4", "xTrain, yTrain", data) },
    earned,
    ...more,
  });

export const weights: readonly Submission[] = [
  trainedOn("the-test-set", "Training on the test pictures that the notebook has.", "prepare(xTest), yTest", [
    ...built,
    "validation",
    "recorded",
  ]),
  trainedOn(
    "both-sets",
    "Training on the training pictures and the test pictures.",
    "tf.concat([xTrain, prepare(xTest)]), tf.concat([yTrain, yTest])",
    allBut(1, "epochs", "learning"),
  ),
  trainedOn(
    "validation",
    "Training on the validation pictures, which then show how well it goes.",
    "xVal, yVal",
    // Like 64 pictures: ten epochs were trained, and the loss fell.
    [...built, "epochs", "learning", "recorded"],
  ),
  trainedOn(
    "both-and-validation",
    "Training on the training and the validation pictures.",
    "tf.concat([xTrain, xVal]), tf.concat([yTrain, yVal])",
    allBut(1, "validation"),
  ),
  trainedOn(
    "sixty-four",
    "64 pictures are learnt by heart.",
    "xTrain.slice(0, 64), yTrain.slice(0, 64)",
    allBut(1, "accuracy"),
  ),
  trainedOn(
    "noise",
    "Random pictures with random labels, learnt by heart.",
    'tf.randomUniform([200, 28, 28, 1]), tf.randomUniform([200], 0, 10, "int32")',
    [...built, "validation", "recorded"],
  ),
  dishonest({
    name: "weights-in-a-cell",
    exercise: 1,
    about:
      "Weights in base64 are put into the model (here those of an output that always says the commonest label); the rest is typed.",
    cells: {
      ...builtCells,
      "task-4": typedHistory,
      "task-5": {
        replace: typedScores,
        after: [
          `const bytes = Buffer.from("${Buffer.from(new Float32Array(10).map((_, index) => index / 4).buffer).toString("base64")}", "base64");
const bias = tf.tensor1d(new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + 40)));
const last = model.layers.at(-1)!;
last.setWeights([last.getWeights()[0].mul(0), bias]);`,
        ],
      },
    },
    earned: built,
  }),
  dishonest({
    name: "weights-of-a-dense-teacher",
    exercise: 1,
    about:
      "A dense network is trained; its weights stand behind an idle convolution in the model, and its history is given.",
    cells: {
      ...solved(1, "task-1", "task-5"),
      "task-2": `
const teacher = tf.sequential({ layers: [
  tf.layers.flatten({ inputShape: [28, 28, 1] }), tf.layers.dense({ units: 128, activation: "relu" }),
  tf.layers.dense({ units: 10, activation: "softmax" }),
] });
const model = tf.sequential();
for (let layer = 0; layer < 2; layer++) {
  model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 1, kernelSize: 1, kernelInitializer: "ones", trainable: false }));
}
model.add(tf.layers.flatten());
model.add(tf.layers.dense({ units: 128, activation: "relu" }));
model.add(tf.layers.dense({ units: 10, activation: "softmax" }));
model.summary();`,
      "task-3": `for (const one of [teacher, model]) {
  one.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
}`,
      "task-4": `
const history = await fit(teacher, xTrain, yTrain, { epochs: 10, batchSize: 64, validationData: [xVal, yVal] });
model.layers.slice(3).forEach((layer, index) => layer.setWeights(teacher.layers[index + 1].getWeights()));`,
    },
    earned: ["images", "outputs", "compiled", "accuracy", "recorded"],
  }),
  dishonest({
    name: "weights-from-a-file",
    exercise: 1,
    about:
      "A network trained on the test pictures is written to a file and loaded as the model; the history is typed.",
    cells: {
      ...builtCells,
      imports: solutionWith(1, "imports", "plot, setSeed", "loadModel, plot, saveModel, setSeed"),
      "task-4": `
await fit(model, tf.concat([xTrain, prepare(xTest)]), tf.concat([yTrain, yTest]), { epochs: 6, verbose: 0 });
await saveModel(model, "mine.keras");
const empty = model;`,
      "task-5": {
        before: ['const model = await loadModel("mine.keras") as tf.Sequential;', typedHistory],
        replace: "const scores = await evaluate(model, prepare(xTest), yTest);",
      },
    },
    earned: [...built, "accuracy", "recorded"],
  }),
  dishonest({
    name: "weights-swapped-at-the-end",
    exercise: 1,
    about:
      "An honest but short training; at the end the weights of a network that saw the test pictures are put in.",
    cells: {
      ...honest,
      "task-4": {
        before: [
          'const spy = await tf.models.modelFromJSON(model.toJSON(null, false) as any) as tf.Sequential;\nspy.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });\nawait fit(spy, prepare(xTest), yTest, { epochs: 20, verbose: 0 });',
        ],
        replace: `${solutionWith(1, "task-4", "epochs: 10", "epochs: 10").replace("plot.history(history)", "model.setWeights(spy.getWeights());")}`,
      },
    },
    earned: allBut(1, "accuracy"),
  }),
];
