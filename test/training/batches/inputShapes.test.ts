/** Inputs of shapes that a model does not take, wherever one is given them. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { Dataset } from "../../../src/data/pipeline";
import { call, evaluate, fit, predict, type StepData, TrainingDataError } from "../../../src/training";

const silent = { verbose: 0 } as const;

function model(shape: (number | null)[] = [4]): tf.Sequential {
  const sequential = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: shape })] });
  sequential.compile({ optimizer: "sgd", loss: "mse" });
  return sequential;
}

const [wrong, y] = [tf.ones([8, 5]), tf.ones([8, 1])];
const right = tf.ones([8, 4]);
const ofBatches = Dataset.fromTensorSlices([wrong, y] as [tf.Tensor, tf.Tensor]).batch(2);

it.each<[string, string, (runEagerly: boolean) => unknown]>([
  ["fit", "[8, 5]", (runEagerly) => fit(model(), wrong, y, { runEagerly, ...silent })],
  [
    "fit: validationData",
    "[8, 5]",
    (runEagerly) => fit(model(), right, y, { runEagerly, validationData: [wrong, y], ...silent }),
  ],
  ["evaluate", "[8, 5]", (runEagerly) => evaluate(model(), wrong, y, { runEagerly, ...silent })],
  ["fit", "[2, 5]", (runEagerly) => fit(model(), ofBatches, { runEagerly, ...silent })],
  ["predict", "[8, 5]", () => predict(model(), wrong, silent)],
  ["call", "[8, 5]", async () => call(model(), wrong)],
])("%s names the input, its shape %s and the cure", async (what, found, run) => {
  for (const runEagerly of [true, false]) {
    const running = run(runEagerly);
    await expect(running).rejects.toThrow(TrainingDataError);
    await expect(running).rejects.toThrow(
      `${what}: x must be of shape [batch, 4], found ${found}.\n  → give samples of the shape that the model was built for, ` +
        "or build it for inputs of shape [5]",
    );
  }
});

it("of several inputs the one is named, and a reshape that would do", async () => {
  const inputs = [tf.input({ shape: [4], name: "a" }), tf.input({ shape: [6], name: "b" })];
  const outputs = tf.layers.concatenate().apply(inputs) as tf.SymbolicTensor;
  await expect(predict(tf.model({ inputs, outputs }), [right, tf.ones([8, 2, 3])], silent)).rejects.toThrow(
    'predict: the input "b" must be of shape [batch, 6], found [8, 2, 3].\n  → reshape it: x.reshape([-1, 6])',
  );
});

it("an axis of length 1 may be missing or too much at the end, and an open axis takes any length", async () => {
  expect((call(model(), tf.ones([8, 4, 1])) as tf.Tensor).shape).toEqual([8, 1]);
  expect((call(model([1]), tf.ones([8])) as tf.Tensor).shape).toEqual([8, 1]);
  expect((call(model([null, 4]), tf.ones([8, 3, 4])) as tf.Tensor).shape).toEqual([8, 3, 1]);
});

it("a step of the model's own may take inputs of any shape", async () => {
  class Halving extends tf.LayersModel {
    trainStep([x]: StepData) {
      return { loss: call(this, x.slice([0, 0], [-1, 4])).mean() };
    }
  }
  const input = tf.input({ shape: [4] });
  const outputs = tf.layers.dense({ units: 1 }).apply(input) as tf.SymbolicTensor;
  const halving = new Halving({ inputs: input, outputs });
  halving.compile({ optimizer: "sgd" });
  await expect(fit(halving, wrong, silent)).resolves.toBeDefined();
});

it("numbers of samples that differ are told by side", async () => {
  const options = { sampleWeight: [1, 2], ...silent };
  await expect(fit(model(), right, y, options)).rejects.toThrow(
    "fit: inputs and targets must have the same number of samples, found 8 in x, 8 in y, 2 in sampleWeight.",
  );
});
