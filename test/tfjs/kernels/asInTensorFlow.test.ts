/** Where tfjs's CPU backend and TensorFlow do not agree, TensorFlow's results stand. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import "../../../src/tfjs";

it("all images are transformed, not the first one alone", () => {
  const images = tf.range(0, 8).reshape([2, 2, 2, 1]) as tf.Tensor4D;
  const shifted = tf.image.transform(images, tf.tensor2d([[1, 0, 1, 0, 1, 0, 0, 0]]));
  expect(Array.from(shifted.dataSync())).toEqual([1, 0, 3, 0, 5, 0, 7, 0]);
});

it("the boxes of soft non-maximum suppression are tf.image.non_max_suppression_with_scores's", () => {
  const boxes = tf.tensor2d([
    [0, 0, 1, 1],
    [0, 0.1, 1, 1.1],
    [0, 2, 1, 3],
  ]);
  const { selectedIndices, selectedScores } = tf.image.nonMaxSuppressionWithScore(
    boxes,
    tf.tensor1d([0.9, 0.75, 0.6]),
    3,
    0.5,
    0.1,
    0.5,
  ) as Record<"selectedIndices" | "selectedScores", tf.Tensor1D>;
  expect(selectedIndices.arraySync()).toEqual([0, 2, 1]);
  expect(selectedScores.arraySync()[2]).toBeCloseTo(0.38400355);
});

it("a row is counted in truth values where they are asked for", () => {
  const counts = tf.denseBincount(tf.tensor1d([1, 1, 3], "int32"), tf.tensor1d([]), 4, true);
  expect(counts.arraySync()).toEqual([0, 1, 0, 1]);
});

it("tensors of several dtypes are multiplied in the one that holds both", () => {
  const product = tf.einsum("i,i->i", tf.tensor1d([1.5, 2.5]), tf.tensor1d([2, 3], "int32"));
  expect(product.arraySync()).toEqual([3, 7.5]);
});

it("a quotient of float32 that is rounded down stays float32, beyond what int32 holds", () => {
  const quotient = tf.floorDiv(tf.tensor1d([1e12]), tf.tensor1d([3]));
  expect(quotient.dtype).toBe("float32");
  expect(quotient.dataSync()[0]).toBeGreaterThan(3.3e11);
});

it("fractions are not cut off to follow whole numbers", () => {
  expect(() => tf.concat([tf.tensor1d([1], "int32"), tf.tensor1d([1.5])])).toThrow("int32");
});
