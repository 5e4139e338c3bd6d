/** Convolutions that count: those that the output depends on. */

import * as tf from "@tensorflow/tfjs-node-gpu";
import { drawGarments } from "../../../src/data";
import { convolutionsThatCount } from "../../../src/grading/judge/ablation";

const { test: images } = drawGarments({ seed: 3, trainPerClass: 0, testPerClass: 7 });
const { layers } = tf;
const input = () => tf.input({ shape: [28, 28, 1] });
const conv = () => layers.conv2d({ filters: 2, kernelSize: 3, activation: "tanh", padding: "same" });
const ending = (from: tf.SymbolicTensor) =>
  layers.dense({ units: 10, activation: "softmax" }).apply(layers.flatten().apply(from)) as tf.SymbolicTensor;
const through = (from: tf.SymbolicTensor, ...kinds: tf.layers.Layer[]) =>
  kinds.reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, from);

test("in a chain all of them count, of whatever kind", () => {
  const inputs = input();
  const kinds = [
    conv(),
    layers.depthwiseConv2d({ kernelSize: 3 }),
    layers.separableConv2d({ filters: 2, kernelSize: 3 }),
  ];
  const model = tf.model({ inputs, outputs: ending(through(inputs, ...kinds)) });
  expect(convolutionsThatCount(model, images)).toBe(3);
});

test("those of a model inside count, too", () => {
  const inside = tf.sequential();
  inside.add(layers.conv2d({ inputShape: [28, 28, 1], filters: 2, kernelSize: 3 }));
  inside.add(conv());
  const inputs = input();
  expect(convolutionsThatCount(tf.model({ inputs, outputs: ending(through(inputs, inside)) }), images)).toBe(
    2,
  );
});

test("a branch that is multiplied by zero does not count", () => {
  const inputs = input();
  const branch = through(inputs, conv(), conv());
  const nothing = layers.conv2d({ filters: 1, kernelSize: 1, kernelInitializer: "zeros" });
  const sum = layers.add().apply([inputs, nothing.apply(branch) as tf.SymbolicTensor]) as tf.SymbolicTensor;
  expect(convolutionsThatCount(tf.model({ inputs, outputs: ending(sum) }), images)).toBe(0);
});

test("the weights are as they were", () => {
  const inputs = input();
  const model = tf.model({ inputs, outputs: ending(through(inputs, conv())) });
  const before = model.getWeights().map((weight) => [...weight.dataSync()]);
  convolutionsThatCount(model, images);
  expect(model.getWeights().map((weight) => [...weight.dataSync()])).toEqual(before);
});

test("one that passes on what comes in does not count", () => {
  const inputs = input();
  const frozen = { filters: 1, useBias: false, trainable: false };
  const delta = layers.conv2d({ ...frozen, kernelSize: 3, padding: "same" });
  const one = layers.conv2d({ ...frozen, kernelSize: 1, kernelInitializer: "ones" });
  const model = tf.model({ inputs, outputs: ending(through(inputs, delta, one, conv())) });
  delta.setWeights([
    tf
      .oneHot(tf.tensor1d([4], "int32"), 9)
      .cast("float32")
      .reshape([3, 3, 1, 1]),
  ]);
  expect(convolutionsThatCount(model, images)).toBe(1);
});
