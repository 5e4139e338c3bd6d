import * as tf from "@tensorflow/tfjs-node-gpu";
import { bundleOf, plainText } from "../../../src/display";

test("plainText(model) lists its layers with output shapes and parameters, and the totals", () => {
  const model = tf.sequential({
    name: "course",
    layers: [
      tf.layers.conv2d({ filters: 32, kernelSize: 3, inputShape: [28, 28, 1], name: "conv" }),
      tf.layers.flatten({ name: "flat" }),
      tf.layers.dense({ units: 10, name: "classes" }),
    ],
  });
  expect(plainText(model)).toBe(`Sequential "course"

Layer    Type     Output shape        Parameters
conv     Conv2D   [null, 26, 26, 32]         320
flat     Flatten  [null, 21632]                0
classes  Dense    [null, 10]             216,330

216,650 parameters, all trainable`);
});

test("plainText(model) tells where a layer's input comes from if that is not the layer above, and what is not trained", () => {
  const left = tf.input({ shape: [3], name: "left" });
  const right = tf.input({ shape: [2], name: "right" });
  const hidden = tf.layers.dense({ units: 4, trainable: false, name: "hidden" }).apply(left);
  const both = tf.layers.concatenate({ name: "both" }).apply([hidden as tf.SymbolicTensor, right]);
  const model = tf.model({ inputs: [left, right], outputs: both as tf.SymbolicTensor });
  const text = plainText(model);
  expect(text).toMatch(/^Layer .* Parameters {2}From$/m);
  expect(text).toMatch(/^both +Concatenate +\[null, 6\] +0 {2}hidden, right$/m);
  expect(text).toContain("16 parameters, 0 trainable, 16 not");
});

test("plainText(model) of a model without layers says so", () => {
  expect(plainText(tf.sequential({ name: "empty" }))).toBe('Sequential "empty" without layers');
});

test("a model is drawn as a table of its layers, escaped, between its name and its totals", () => {
  const model = tf.sequential({
    name: "<b>",
    layers: [tf.layers.dense({ units: 2, inputShape: [3], name: "only" })],
  });
  const bundle = bundleOf(model) as Record<string, string>;
  expect(bundle["text/plain"]).toBe(plainText(model));
  expect(bundle["text/html"]).toMatch(
    /^<p>Sequential &quot;&lt;b&gt;&quot;<\/p><div[^>]*><table>.*>only<.*>Dense<.*>\[null,\u00a02\]<.*>8<.*<\/table><\/div><p>8 parameters, all trainable<\/p>$/,
  );
});
