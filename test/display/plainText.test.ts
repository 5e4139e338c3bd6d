import * as tf from "@tensorflow/tfjs-node-gpu";
import { plainText } from "../../src/display";

test("plainText(tensor) shows dtype, shape and values", () => {
  const text = plainText(tf.tensor2d([[1, 2]]));
  expect(text).toContain("dtype: float32");
  expect(text).toContain("shape: [1,2]");
  expect(text).toContain("[[1, 2],]");
});

test("plainText(tensor) of a disposed tensor says so", () => {
  const tensor = tf.tensor1d([1, 2, 3]);
  tensor.dispose();
  expect(plainText(tensor)).toBe("Tensor float32 [3] (disposed)");
});

test("plainText(model) is the model's summary", () => {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [4], name: "only" })] });
  expect(plainText(model)).toContain("Total params: 15");
});

test("plainText(value) is what Node's inspector writes", () => {
  expect(plainText(new Map([["a", 1]]))).toBe("Map(1) { 'a' => 1 }");
});
