import * as tf from "@tensorflow/tfjs-node-gpu";
import { asLoss, LossError, requireLabelsFit } from "../../../src/training/losses";

const predictions = tf.fill([3, 4], 0.25);

describe("targets that a loss is not made for", () => {
  it.each<[string, string, tf.Tensor, RegExp]>([
    [
      "a label beyond the classes",
      "sparse_categorical_crossentropy",
      tf.tensor1d([0, 4, 1]),
      /the label 4 .* 4 classes/,
    ],
    ["a negative label", "sparse_categorical_crossentropy", tf.tensor1d([0, -1, 1]), /the label -1/],
    ["NaN as a label", "sparse_categorical_crossentropy", tf.tensor1d([0, Number.NaN, 1]), /the label NaN/],
    [
      "one-hot rows",
      "sparse_categorical_crossentropy",
      tf.eye(3, 4),
      /one-hot[\s\S]*"categorical_crossentropy"/,
    ],
    [
      "numbers of classes",
      "categorical_crossentropy",
      tf.tensor1d([0, 1, 2]),
      /\[3\], as numbers[\s\S]*"sparse_/,
    ],
    ["a column of numbers", "categorical_hinge", tf.tensor2d([[0], [1], [2]]), /\[3, 1\][\s\S]*tf\.oneHot/],
    ["rows of another length", "categorical_crossentropy", tf.eye(3, 5), /\[3, 4\], found \[3, 5\]/],
  ])("%s, for %s, are an error in words", (_, name, targets, message) => {
    const check = () => requireLabelsFit(asLoss(name), targets, predictions);
    expect(check).toThrow(LossError);
    expect(check).toThrow(message);
  });

  it.each<[string, tf.Tensor]>([
    ["sparse_categorical_crossentropy", tf.tensor1d([0, 3, 1], "int32")],
    ["sparse_categorical_crossentropy", tf.tensor2d([[0], [3], [1]])],
    ["categorical_crossentropy", tf.eye(3, 4)],
    ["mse", tf.zeros([3, 4])],
  ])("are none of those that %s is made for", (name, targets) => {
    expect(() => requireLabelsFit(asLoss(name), targets, predictions)).not.toThrow();
  });
});
