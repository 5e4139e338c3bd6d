/** Ragged tensors whose parts do not fit, with which TensorFlow would end the process. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import "../../../src/tfjs";

const values = tf.tensor1d([10, 20, 30]);

it("a row partition that is no list where one is wanted is named", () => {
  const partition = tf.tensor1d([0, 1, 3], "int32");
  const make = () => tf.raggedTensorToTensor([2, 2], values, 0, [partition], ["FIRST_DIM_SIZE"]);
  expect(make).toThrow('the row partition "FIRST_DIM_SIZE" has the shape [3], and takes 0 axes');
});

it("a ragged rank that is not what splits and indices make is named, with what they make", () => {
  const splits = tf.tensor1d([0, 2, 3], "int32");
  const gather = () => tf.raggedGather([splits], values, tf.tensor2d([[0]], [1, 1], "int32"), 1);
  expect(gather).toThrow("outputRaggedRank is 1; 1 splits and indices of 2 axes make 2");
});

it.each([
  ["that go down", [0, 2, 1]],
  ["beyond the values", [0, 4]],
])("row splits %s are named, and not followed", (_, splits) => {
  const partition = tf.tensor1d(splits, "int32");
  const make = () => tf.raggedTensorToTensor([2, 2], values, 0, [partition], ["ROW_SPLITS"]);
  expect(make).toThrow(`the row partition "ROW_SPLITS" holds ${splits.at(-1)}`);
});
