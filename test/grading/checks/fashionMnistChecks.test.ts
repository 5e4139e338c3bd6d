/** Each check of exercise 1: what passes it, what fails it, and what it says then. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { scoreFirst, solvedHistory, solvedModel, solvedValues } from "./solvedWork";

const falling = solvedHistory().epoch.map((index) => 1 / (index + 1));

test("exercise 1 gives full marks to a solved one, and says which data the accuracy comes from", async () => {
  const { points, maximum, data, byId } = await scoreFirst(solvedValues());
  expect({ points, maximum, data }).toEqual({ points: 10, maximum: 10, data: "20 images made by a test" });
  expect(byId.accuracy?.finding).toBe("Its accuracy is 1.00 on 20 drawn test images; 0.76 is asked for.");
});

test("exercise 1 finds nothing attempted in the notebook as handed out", async () => {
  const values = { xTrain: tf.zeros([5, 28, 28], "int32"), model: tf.sequential() };
  const { points, checks } = await scoreFirst(values);
  expect(points).toBe(0);
  expect(new Set(checks.map(({ status }) => status))).toEqual(new Set(["not attempted"]));
});

const disposed = tf.zeros([5, 28, 28, 1]);
disposed.dispose();

const images: [string, unknown, string][] = [
  ["a number", 3, "`xTrain` is not a tensor."],
  ["null", null, "`xTrain` is not a tensor."],
  [
    "a disposed tensor",
    disposed,
    "`xTrain` was freed, so its numbers are gone. Run the cell that makes it again, and keep it until the check has run.",
  ],
  [
    "images without channels",
    tf.zeros([5, 28, 28]),
    "The shape of `xTrain` is [5, 28, 28]; [n, 28, 28, 1] is asked for.",
  ],
  [
    "unscaled images",
    tf.fill([5, 28, 28, 1], 255),
    "The values of `xTrain` run from 255 to 255; they should run from 0 to 1.",
  ],
  [
    "images that were scaled twice",
    tf.fill([5, 28, 28, 1], 1 / 255),
    "The brightest pixel of `xTrain` is 0.0039, as if the images had been divided by 255 twice.",
  ],
  [
    "dark images",
    tf.zeros([5, 28, 28, 1]),
    "The values of `xTrain` run from 0 to 0; they should run from 0 to 1.",
  ],
  [
    "values that are no numbers",
    tf.fill([5, 28, 28, 1], Number.NaN),
    "The values of `xTrain` run from NaN to NaN; they should run from 0 to 1.",
  ],
];

test.each(images)("images fails %s", async (_, xTrain, finding) => {
  const { byId } = await scoreFirst({ ...solvedValues(), xTrain });
  expect(byId.images).toMatchObject({ status: "failed", points: 0, finding });
});

const shapes = "It takes [n, 28, 28, 3] and gives [n, 10], where n is any number of images.";
const models: [string, unknown, Record<string, string>][] = [
  [
    "a string",
    "model",
    {
      convolutions:
        "`model` is not a model. `tf.sequential` makes one, and `loadModel` reads one from a file.",
    },
  ],
  ["one convolution", solvedModel({ convolutions: 1 }), { convolutions: "Convolution layers so far: 1." }],
  ["colour images", solvedModel({ channels: 3 }), { outputs: shapes }],
  [
    "12 outputs",
    solvedModel({ units: 12 }),
    { outputs: "It takes [n, 28, 28, 1] and gives [n, 12], where n is any number of images." },
  ],
  [
    "no softmax",
    solvedModel({ activation: "linear" }),
    { outputs: "The ten outputs for one image add up to 20; probabilities add up to 1." },
  ],
  [
    "no learning",
    solvedModel({ trained: false }),
    { accuracy: "Its accuracy is 0.10 on 20 drawn test images; 0.76 is asked for." },
  ],
];

test.each(models)("the checks of the model fail %s", async (_, model, findings) => {
  const { byId } = await scoreFirst({ ...solvedValues(), model });
  for (const [id, finding] of Object.entries(findings)) {
    expect(byId[id]).toMatchObject({ status: "failed", points: 0, finding });
  }
});

test("compiled is not attempted before compile", async () => {
  const { byId } = await scoreFirst({ ...solvedValues(), model: solvedModel({ compile: false }) });
  expect(byId.compiled).toMatchObject({ status: "not attempted", points: 0 });
});

test("outputs passes a model of which nothing was asked yet", async () => {
  const model = solvedModel({ compile: false });
  const bare = tf.sequential();
  for (const layer of model.layers.slice(1)) bare.add(layer);
  expect((await scoreFirst({ ...solvedValues(), model: bare })).byId.outputs?.status).toBe("passed");
});

test("convolutions counts those of any kind", async () => {
  const model = tf.sequential();
  model.add(tf.layers.depthwiseConv2d({ inputShape: [28, 28, 1], kernelSize: 3 }));
  model.add(tf.layers.separableConv2d({ filters: 2, kernelSize: 3 }));
  expect((await scoreFirst({ ...solvedValues(), model })).byId.convolutions?.status).toBe("passed");
});

test("epochs, validation and scores pass an accuracy by its other names", async () => {
  const { accuracy, val_accuracy, ...losses } = solvedHistory().history;
  const history = {
    ...solvedHistory(),
    history: {
      ...losses,
      sparse_categorical_accuracy: accuracy,
      val_sparse_categorical_accuracy: val_accuracy,
    },
  };
  const scores = { sparse_categorical_accuracy: 1, loss: 0 };
  const { points } = await scoreFirst({ ...solvedValues(), history, scores });
  expect(points).toBe(10);
});

test("convolutions counts those in a model inside the model", async () => {
  const inner = tf.sequential({
    layers: [tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 1, kernelSize: 1 })],
  });
  const model = tf.sequential({ layers: [inner, tf.layers.conv2d({ filters: 1, kernelSize: 1 })] });
  const { byId } = await scoreFirst({ model });
  expect(byId.convolutions?.status).toBe("passed");
});

test("the checks of a disposed model fail with the reason", async () => {
  const model = solvedModel();
  model.dispose();
  const { byId } = await scoreFirst({ ...solvedValues(), model });
  expect(byId.accuracy).toMatchObject({
    status: "failed",
    finding: expect.stringMatching(/ended in an error: .*disposed/),
  });
});

const histories: [string, unknown, Record<string, string>][] = [
  [
    "a number",
    3,
    { epochs: "`history` is not what `fit` returns: an object that holds `epoch` and `history`." },
  ],
  ["three epochs", { ...solvedHistory(), epoch: [0, 1, 2] }, { epochs: "`history` holds 3 of 10 epochs." }],
  [
    "a history without accuracy",
    solvedHistory({ accuracy: undefined }),
    { epochs: "`history` lacks accuracy; it holds loss, val_loss, and val_accuracy." },
  ],
  [
    "a history without validation",
    solvedHistory({ val_loss: undefined, val_accuracy: undefined }),
    { validation: "`history` lacks val_loss and val_accuracy; it holds loss and accuracy." },
  ],
  [
    "a loss that is not a number",
    solvedHistory({ loss: [...falling.slice(1), Number.NaN] }),
    {
      epochs:
        "`loss` in `history` should hold one number for each epoch. There are more or fewer, or one is NaN (not a number) or infinite.",
    },
  ],
  [
    "a loss that rises",
    solvedHistory({ loss: [...falling].reverse() }),
    { learning: "The loss was 0.1 in the first epoch and 1 in the last; it should be smaller at the end." },
  ],
];

test.each(histories)("the checks of the history fail %s", async (_, history, findings) => {
  const { byId } = await scoreFirst({ ...solvedValues(), history });
  for (const [id, finding] of Object.entries(findings)) {
    expect(byId[id]).toMatchObject({ status: "failed", points: 0, finding });
  }
});

const scores: [string, unknown, string][] = [
  ["a number", 0.9, "`scores` holds no number named `accuracy`."],
  ["scores without a loss", { accuracy: 1 }, "`scores` holds no number named `loss`."],
  [
    "a better accuracy than the model's",
    { accuracy: 1.1, loss: 0 },
    "`scores.accuracy` is 1.1; on the 20 test images the model gives another number.",
  ],
  [
    "another loss",
    { accuracy: 1, loss: 0.3 },
    "`scores.loss` is 0.3; on the 20 test images the model gives another number.",
  ],
];

test.each(scores)("recorded fails %s", async (_, recorded, finding) => {
  const { byId } = await scoreFirst({ ...solvedValues(), scores: recorded });
  expect(byId.recorded).toMatchObject({ status: "failed", points: 0, finding });
});

test("recorded takes a loss that holds the penalty of a regularizer", async () => {
  const model = solvedModel();
  const penalty = tf.regularizers.l2({ l2: 0.01 });
  const layer = model.layers.at(-1);
  layer?.addLoss(() => penalty.apply(layer.getWeights()[0] as tf.Tensor));
  const { byId } = await scoreFirst({ ...solvedValues(), model, scores: { accuracy: 1, loss: 40 } });
  expect(byId.recorded?.status).toBe("passed");
});

test("the checks leave no tensors behind", async () => {
  const values = solvedValues();
  const before = tf.memory().numTensors;
  await scoreFirst(values);
  expect(tf.memory().numTensors).toBe(before);
});
