import * as tf from "@tensorflow/tfjs-node-gpu";
import { plainText } from "../../../src/display";

const model = tf.sequential({
  layers: [tf.layers.dense({ units: 3, inputShape: [4], name: "only", kernelInitializer: "ones" })],
});

test.each([
  ["a layer", () => model.layers[0], 'Dense "only": output [null, 3], 15 parameters'],
  ["a layer of no model", () => tf.layers.dense({ units: 1, name: "free" }), 'Dense "free"'],
  [
    "a model's input",
    () => tf.input({ shape: [3], name: "pixels" }),
    'Symbolic tensor float32 [null, 3] of layer "pixels"',
  ],
  ["a weight", () => model.weights[1], 'Variable "only/bias" float32 [3]  [0, 0, 0]'],
  ["a dataset", () => tf.data.array([1, 2, 3]), "Dataset of 3 elements"],
  ["a dataset without end", () => tf.data.array([1]).repeat(), "Dataset without end"],
])("plainText(value) of %s is one line", (_title, make, expected) => {
  expect(plainText(make())).toBe(expected);
});

test("plainText(model.layers) has a line for each layer", () => {
  expect(plainText(model.layers)).toBe('[ Dense "only": output [null, 3], 15 parameters ]');
});

test("plainText(model.getWeights()) has a line for each weight", () => {
  expect(plainText(model.getWeights())).toBe(`[
  Variable "only/kernel" float32 [4, 3],
  Variable "only/bias" float32 [3]  [0, 0, 0]
]`);
});

test("plainText(object) tells the tensors and models in it in one line each", () => {
  const loss = tf.scalar(0.5);
  expect(plainText({ loss, model })).toMatch(
    /^\{\n {2}loss: Tensor float32 \[\] {2}0\.5,\n {2}model: Sequential "/,
  );
  loss.dispose();
});
