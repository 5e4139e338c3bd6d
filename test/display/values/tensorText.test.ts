import * as tf from "@tensorflow/tfjs-node-gpu";
import { plainText } from "../../../src/display";

test.each([
  ["a scalar", () => tf.scalar(3), "Tensor float32 []  3"],
  ["a scalar, with all its digits", () => tf.scalar(Math.LN2), "Tensor float32 []  0.6931472"],
  ["complex numbers", () => tf.complex([1, 2.5], [3, -4]), "Tensor complex64 [2]  [1.0 + 3.0i, 2.5 - 4.0i]"],
  ["a vector of whole numbers", () => tf.tensor1d([1, 20, 3], "int32"), "Tensor int32 [3]  [ 1, 20,  3]"],
  ["fractions, aligned", () => tf.tensor1d([0.5, -12.25]), "Tensor float32 [2]  [  0.50, -12.25]"],
  ["small numbers beside large ones", () => tf.tensor1d([1e-9, 2]), "Tensor float32 [2]  [1e-9, 2e+0]"],
  [
    "NaN and Infinity",
    () => tf.tensor1d([Number.NaN, Number.POSITIVE_INFINITY, 0.5]),
    "Tensor float32 [3]  [     NaN, Infinity,      0.5]",
  ],
  ["booleans", () => tf.tensor1d([true, false]), "Tensor bool [2]  [ true, false]"],
  ["strings", () => tf.tensor1d(["a", "b"]), 'Tensor string [2]  ["a", "b"]'],
  [
    "a matrix",
    () =>
      tf.tensor2d([
        [1, 2],
        [3, 4],
      ]),
    "Tensor float32 [2, 2]\n[[1, 2],\n [3, 4]]",
  ],
  [
    "three dimensions",
    () => tf.ones([2, 2, 1]),
    "Tensor float32 [2, 2, 1]\n[[[1],\n  [1]],\n\n [[1],\n  [1]]]",
  ],
  ["nothing", () => tf.zeros([0, 3]), "Tensor float32 [0, 3] (empty)"],
])("plainText(tensor) of %s", (_title, make, expected) => {
  const tensor = make();
  expect(plainText(tensor)).toBe(expected);
  tensor.dispose();
});

test("plainText(tensor) of a disposed tensor says so", () => {
  const tensor = tf.tensor1d([1, 2, 3]);
  tensor.dispose();
  expect(plainText(tensor)).toBe("Tensor float32 [3] (disposed)");
});

test("plainText(variable) tells its name", () => {
  const variable = tf.variable(tf.scalar(1), true, "step");
  expect(plainText(variable)).toBe('Variable "step" float32 []  1');
  variable.dispose();
});

test("plainText(large tensor) shows its corners and leaves no tensor behind", () => {
  const tensor = tf.range(0, 10_000, 1, "int32").reshape([100, 100]);
  const before = tf.memory().numTensors;
  expect(plainText(tensor)).toBe(`Tensor int32 [100, 100]
[[   0,    1,    2, …,   97,   98,   99],
 [ 100,  101,  102, …,  197,  198,  199],
 [ 200,  201,  202, …,  297,  298,  299],
 …,
 [9700, 9701, 9702, …, 9797, 9798, 9799],
 [9800, 9801, 9802, …, 9897, 9898, 9899],
 [9900, 9901, 9902, …, 9997, 9998, 9999]]`);
  expect(tf.memory().numTensors).toBe(before);
});

test("plainText(tensor) of a picture shows its corners, since its rows do not fit in a line", () => {
  const picture = tf.fill([28, 28], 0.12345);
  expect(plainText(picture).split("\n")).toHaveLength(1 + 3 + 1 + 3);
  picture.dispose();
});

test("plainText(tensor) of many axes shows the first and the last of the outer ones", () => {
  const batch = tf.range(0, 5 * 4 * 3 * 300).reshape([5, 4, 3, 300]);
  const text = plainText(batch);
  expect(text).toContain("[[[[    0,     1,     2, …,   297,   298,   299],");
  expect(text.trimEnd().split("\n").at(-1)).toContain("17997, 17998, 17999]]]]");
  expect(text.split("\n").length).toBeLessThan(40);
  batch.dispose();
});

test("plainText(tensor) whose values cannot be read says why", () => {
  const tensor = tf.zeros([2]);
  tensor.dataSync = () => {
    throw new Error("not computed yet");
  };
  expect(plainText(tensor)).toBe("Tensor float32 [2] (its values cannot be read: not computed yet)");
  tensor.dispose();
});
