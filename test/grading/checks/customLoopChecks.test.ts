/** Each check of exercise 3: what passes it, what fails it, and what it says then. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { setSeed } from "../../../src/engine";
import { tfFunction } from "../../../src/graph";
import { call, gradientTape, losses, optimizers } from "../../../src/training";
import { scoreExercise, solvedHistory, solvedModel } from "./solvedWork";

const falling = Array.from({ length: 10 }, (_, epoch) => 1 / (epoch + 1));

function stepOf(
  model: tf.Sequential,
  optimizer: tf.Optimizer = new optimizers.SGD(),
  weights = model.trainableWeights,
) {
  const lossOf = new losses.SparseCategoricalCrossentropy();
  return (x: tf.Tensor, y: tf.Tensor) =>
    tf.tidy(() => {
      const computeLoss = () => lossOf(y, call(model, x, { training: true })) as tf.Scalar;
      const { value, gradients } = gradientTape(computeLoss, weights);
      optimizer.applyGradients(gradients as tf.NamedTensorMap);
      return value;
    });
}

/** All that the check cell hands over, solved. */
function solved(replaced: Record<string, unknown> = {}): Record<string, unknown> {
  const model = solvedModel();
  return {
    ...{ model, step: tfFunction(stepOf(model)), epochLoss: falling },
    ...{ fitted: solvedModel(), history: solvedHistory(), scores: { loop: 1, fit: 1 } },
    ...replaced,
  };
}

const score = (replaced?: Record<string, unknown>) => scoreExercise("exercise-3", solved(replaced));

test("exercise 3 gives full marks to a solved one, and leaves the weights and the memory as they were", async () => {
  const values = solved();
  const model = values.model as tf.Sequential;
  await scoreExercise("exercise-3", values);
  const before = model.getWeights().map((weight) => Array.from(weight.dataSync()));
  const { numTensors } = tf.memory();
  const { points, maximum, byId } = await scoreExercise("exercise-3", values);
  expect({ points, maximum }).toEqual({ points: 10, maximum: 10 });
  expect(byId.epochs?.finding).toBe("It fell from 1 to 0.1.");
  expect(model.getWeights().map((weight) => Array.from(weight.dataSync()))).toEqual(before);
  expect(tf.memory().numTensors).toBe(numTensors);
});

test("the check of a step changes nothing that the next step depends on", async () => {
  const model = solvedModel();
  const optimizer = new optimizers.Adam();
  const step = tfFunction(stepOf(model, optimizer));
  const batch = [tf.randomUniform([4, 28, 28, 1]), tf.tensor1d([0, 1, 2, 3], "int32")] as const;
  step.sync(...batch).dispose();
  const state = () =>
    Object.values(tf.engine().registeredVariables).map((one) => [one.name, ...one.dataSync()]);
  setSeed(7);
  const expected = Math.random();
  setSeed(7);
  const before = { state: state(), iterations: optimizer.iterations };
  await scoreExercise("exercise-3", solved({ model, step }));
  const own = new Set(before.state.map(([name]) => name));
  expect({ state: state().filter(([name]) => own.has(name)), iterations: optimizer.iterations }).toEqual(
    before,
  );
  expect(Math.random()).toBe(expected);
});

test.each<[string, (model: tf.Sequential) => (x: tf.Tensor, y: tf.Tensor) => unknown, RegExp]>([
  [
    "moves the weights at random",
    (model) => (x, y) =>
      tf.tidy(() => {
        const loss = new losses.SparseCategoricalCrossentropy()(y, call(model, x));
        for (const { val } of model.trainableWeights as unknown as { val: tf.Variable }[]) {
          val.assign(val.add(tf.randomNormal(val.shape, 0, 0.01)));
        }
        return loss;
      }),
    /not in the direction/,
  ],
  [
    "gives a number that falls by itself",
    (model) => {
      const train = stepOf(model);
      return (x, y) => tf.tidy(() => train(x, y).mul(0).add(5));
    },
    /gave a loss of 5/,
  ],
  [
    "trains the last weights alone",
    (model) => stepOf(model, new optimizers.Adam(), model.trainableWeights.slice(-1)),
    /changed 1 of the \d weights/,
  ],
  [
    "takes steps too small for any weight to change",
    (model) => stepOf(model, new optimizers.SGD({ learningRate: 1e-12 })),
    /stayed as they were/,
  ],
])("step fails one that %s", async (_, made, finding) => {
  const model = solvedModel();
  const { byId } = await scoreExercise("exercise-3", solved({ model, step: made(model) }));
  expect(byId.step).toMatchObject({ status: "failed", points: 0, finding: expect.stringMatching(finding) });
});

test("graph fails a function that only looks as if tfFunction had made it", async () => {
  const model = solvedModel();
  const step = stepOf(model);
  const { byId } = await scoreExercise(
    "exercise-3",
    solved({ model, step: Object.assign(step, { sync: step }) }),
  );
  expect(byId.graph?.status).toBe("failed");
});

test("graph passes an async function that leaves its work to a graph", async () => {
  const model = solvedModel();
  const compiled = tfFunction(stepOf(model));
  let calls = 0;
  const step = async (x: tf.Tensor, y: tf.Tensor) => {
    calls++;
    return compiled(x, y);
  };
  const { byId } = await scoreExercise("exercise-3", solved({ model, step }));
  expect(byId.graph?.status).toBe("passed");
  expect(calls).toBeGreaterThan(0);
});

test.each([
  ["a list", (loss: tf.Tensor) => [loss, tf.scalar(0.9)]],
  ["an object", (loss: tf.Tensor) => ({ accuracy: tf.scalar(0.9), loss })],
])("step passes one that returns the accuracy as well, in %s", async (_, returned) => {
  const model = solvedModel();
  const plain = stepOf(model);
  const step = (x: tf.Tensor, y: tf.Tensor) => returned(plain(x, y));
  const values = solved({ model, step });
  await scoreExercise("exercise-3", values);
  const { numTensors } = tf.memory();
  const { byId } = await scoreExercise("exercise-3", values);
  expect(byId.step?.status).toBe("passed");
  expect(tf.memory().numTensors).toBe(numTensors);
});

test("exercise 3 finds nothing attempted in the notebook as handed out", async () => {
  const model = tf.sequential();
  const { points, checks } = await scoreExercise("exercise-3", { model, epochLoss: [] });
  expect(points).toBe(0);
  expect(new Set(checks.map(({ status }) => status))).toEqual(new Set(["not attempted"]));
});

test.each<[string, unknown, string]>([
  ["what is no function", 3, "`step` is not a function."],
  [
    "one that returns nothing",
    () => {},
    "For a batch of images, `step` gave nothing that is a loss: one number, neither NaN nor infinite.",
  ],
  [
    "one that gives a loss for each image",
    () => tf.ones([20]),
    "For a batch of images, `step` gave nothing that is a loss: one number, neither NaN nor infinite.",
  ],
  [
    "one that trains another model",
    stepOf(solvedModel()),
    "`step` was given a batch of images, and all weights of `model` stayed as they were.",
  ],
])("step fails %s", async (_, step, finding) => {
  expect((await score({ step })).byId.step).toMatchObject({ status: "failed", finding });
});

test("step passes a plain function, which graph fails", async () => {
  const model = solvedModel();
  const { byId } = await score({ model, step: stepOf(model) });
  expect(byId.step?.status).toBe("passed");
  expect(byId.graph).toMatchObject({
    status: "failed",
    finding: "`step` is not a graph yet: it runs one operation after the other.",
  });
});

test.each<[string, unknown, string]>([
  ["too few", [1, 0.5], "`epochLoss` holds 2 of 10 numbers."],
  [
    "rising ones",
    falling.toReversed(),
    "The loss was 0.1 in the first epoch and 1 in the last; it should be smaller at the end.",
  ],
  [
    "tensors",
    falling.map((loss) => tf.scalar(loss)),
    "One of the values in `epochLoss` is not a number, or it is NaN or infinite.",
  ],
])("epochs fails %s", async (_, epochLoss, finding) => {
  expect((await score({ epochLoss })).byId.epochs).toMatchObject({ status: "failed", finding });
});

test("fitted fails the model of the loop, one of another size, and a short training", async () => {
  const model = solvedModel();
  expect((await score({ model, fitted: model })).byId.fitted?.finding).toBe(
    "`fitted` is the network that your loop has trained, or shares its weights. Build a second one.",
  );
  expect((await score({ fitted: solvedModel({ convolutions: 3 }) })).byId.fitted?.finding).toMatch(
    /^`model` has \d+ parameters and `fitted` has \d+\./,
  );
  const history = { epoch: [0], history: { loss: [1] } };
  expect((await score({ history })).byId.fitted?.finding).toBe("`history` holds 1 of 10 epochs.");
});

test("scores fails what is missing, and what is not the model's own", async () => {
  expect((await score({ scores: { loop: 1 } })).byId.scores?.finding).toBe(
    "`scores` holds no number named `fit`.",
  );
  expect((await score({ scores: { loop: 0.5, fit: 1 } })).byId.scores?.finding).toBe(
    "`scores.loop` is 0.5; on the 20 test images the model gives another number.",
  );
});
