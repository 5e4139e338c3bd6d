/** Calls that cannot be meant are refused by what was found, with the way out. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { call, evaluate, fit, predict, TrainingDataError } from "../../src/training";

const [x, y] = [tf.ones([4, 2]), tf.zeros([4, 1])];
const silent = { verbose: 0 } as const;
const none = undefined as never;

function model(): tf.Sequential {
  const made = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
  made.compile({ optimizer: "sgd", loss: "mse" });
  return made;
}

/** As `loadModel` gives without `await`. */
const promised = () => Promise.resolve(model()) as never;

it.each<[string, () => unknown, RegExp]>([
  ["fit of a promise", () => fit(promised(), x, y), /fit: .* a model, found a promise[\s\S]*await loadModel/],
  ["evaluate of a promise", () => evaluate(promised(), x, y), /evaluate: .* found a promise/],
  ["predict of a promise", () => predict(promised(), x), /predict: .* found a promise/],
  ["call of a promise", () => call(promised(), x), /call: .* found a promise/],
  ["fit of nothing", () => fit(none, x, y), /fit: .* a model, found undefined\.[\s\S]*fit\(model, x, …\)/],
  ["predict of nothing", () => predict(none, x), /predict: .* found undefined/],
  ["call of a layer", () => call(tf.layers.dense({ units: 1 }) as never, x), /call: .* found object/],
  ["call with two inputs for one", () => call(model(), [x, x] as never), /call: x: .* has 1 .* list of 2/],
  ["call with nothing", () => call(model(), none), /call: x must be tensors .* found undefined/],
])("%s is refused", async (_, run, message) => {
  const running = (async () => await run())();
  await expect(running).rejects.toThrow(TrainingDataError);
  await expect(running).rejects.toThrow(message);
});

it("call takes numbers too", () => {
  const made = tf.sequential({
    layers: [tf.layers.dense({ units: 1, inputShape: [2], kernelInitializer: "ones" })],
  });
  expect(call(made, [[1, 2]] as never).arraySync()).toEqual([[3]]);
});

it.each([
  ["validationFreq", 0],
  ["validationFreq", 1.5],
  ["validationFreq", "2"],
  ["validationFreq", [0]],
  ["stepsPerExecution", 0],
])("%s of %p is refused: nothing would be measured, or told", async (option, value) => {
  const options = { ...silent, validationData: [x, y], [option]: value } as object;
  await expect(fit(model(), x, y, options)).rejects.toThrow(new RegExp(`${option} must be a whole number`));
});
