/** Each check of exercise 2: what passes it, what fails it, and what it says then. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { callbacks, evaluate, optimizers, schedules } from "../../../src/training";
import { scoreExercise, solvedHistory, solvedModel, testImages } from "./solvedWork";

const { images, labels, count } = testImages;
const xVal = tf.tensor4d(
  Float32Array.from(images, (pixel) => pixel / 255),
  [count, 28, 28, 1],
);
const yVal = tf.tensor1d(labels, "int32");

function stopping(stoppedEpoch = 9, options: object = { patience: 2 }) {
  return Object.assign(new callbacks.EarlyStopping(options), { stoppedEpoch });
}

/** All that the check cell hands over, solved. */
async function solved(replaced: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  const learningRate = new schedules.ExponentialDecay({
    initialLearningRate: 0.1,
    decaySteps: 1,
    decayRate: 0.5,
  });
  const optimizer = new optimizers.Adam({ learningRate });
  optimizer.applyGradients({});
  const model = solvedModel({ compile: false });
  model.compile({ optimizer, loss: "sparse_categorical_crossentropy" });
  const best = solvedModel();
  const { loss = 0 } = await evaluate(best, xVal, yVal, { verbose: 0 });
  const history = solvedHistory({ val_loss: [1, 0.5, loss, 1, 1, 1, 1, 1, 1, 1] });
  return {
    model,
    history,
    early: stopping(),
    best,
    xVal,
    yVal,
    scores: { accuracy: 1, loss: 0 },
    ...replaced,
  };
}

const score = async (replaced?: Record<string, unknown>) =>
  scoreExercise("exercise-2", await solved(replaced));

test("exercise 2 gives full marks to a solved one", async () => {
  const { points, maximum, byId } = await score();
  expect({ points, maximum }).toEqual({ points: 10, maximum: 10 });
  expect(byId.decay?.finding).toBe("It fell from 0.1 to 0.05.");
  expect(byId.stopped?.finding).toBe("Training ended after 10 epochs.");
});

test("exercise 2 finds nothing attempted in the notebook as handed out", async () => {
  const { points, checks } = await scoreExercise("exercise-2", { model: tf.sequential(), xVal, yVal });
  expect(points).toBe(0);
  expect(new Set(checks.map(({ status }) => status))).toEqual(new Set(["not attempted"]));
});

test.each<[string, unknown, string]>([
  ["another callback", new callbacks.TerminateOnNaN(), "`early` should be a `callbacks.EarlyStopping`."],
  [
    "one that watches training",
    stopping(9, { monitor: "loss", patience: 2 }),
    "It watches `loss`, which is measured on the images that the network learns from.",
  ],
  [
    "one without patience",
    stopping(9, {}),
    "It has no patience: the first epoch without an improvement ends the training.",
  ],
])("stopping fails %s", async (_, early, finding) => {
  expect((await score({ early })).byId.stopping).toMatchObject({ status: "failed", finding });
});

test("stopped fails a training of a few epochs that it did not end, and passes one of all epochs", async () => {
  const early = stopping(0);
  expect((await score({ early })).byId.stopped).toMatchObject({
    status: "failed",
    finding:
      "Training ended after 10 epochs, and not because of `early`. Allow 20, and let `early` end it sooner.",
  });
  const epoch = Array.from({ length: 20 }, (_, index) => index);
  expect((await score({ early, history: { ...solvedHistory(), epoch } })).byId.stopped?.status).toBe(
    "passed",
  );
});

test("decay passes a rate that a callback lowered, and fails one that stayed", async () => {
  const falling = solvedHistory({ learning_rate: [0.1, 0.05] });
  expect((await score({ history: falling })).byId.decay?.status).toBe("passed");
  const staying = solvedHistory({ learning_rate: [0.1, 0.1] });
  expect((await score({ history: staying })).byId.decay?.finding).toBe(
    "It was 0.1 at first and 0.1 at the end.",
  );
  expect((await score({ model: solvedModel() })).byId.decay?.finding).toBe(
    "Nothing has changed the learning rate, neither a schedule nor a callback.",
  );
});

test("checkpoint fails the model itself and one of another loss", async () => {
  const model = solvedModel();
  expect((await score({ model, best: model })).byId.checkpoint?.finding).toMatch(/`best` is `model` itself/);
  const worse = solvedModel({ trained: false });
  expect((await score({ best: worse })).byId.checkpoint?.finding).toMatch(
    /Its validation loss is 2\.3026, and the smallest/,
  );
});

test("checkpoint and accuracy pass a model that the file left uncompiled, as one of tfjs's own optimizers is", async () => {
  const { byId } = await score({ best: solvedModel({ compile: false }) });
  expect([byId.checkpoint?.status, byId.accuracy?.status]).toEqual(["passed", "passed"]);
});

test("stopping passes a class that extends EarlyStopping", async () => {
  class Patient extends callbacks.EarlyStopping {}
  const early = Object.assign(new Patient({ patience: 2 }), { stoppedEpoch: 9 });
  expect((await score({ early })).byId.stopping?.status).toBe("passed");
});

test("decay passes a rate that rose before it fell", async () => {
  const warmUp = solvedHistory({ learning_rate: [0.01, 0.1, 0.05] });
  expect((await score({ history: warmUp })).byId.decay).toMatchObject({
    status: "passed",
    finding: "It fell from 0.1 to 0.05.",
  });
});
