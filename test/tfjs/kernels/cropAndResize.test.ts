/** Boxes cut out of images. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import "../../../src/tfjs";

const image = tf.ones([1, 5, 5, 1]) as tf.Tensor4D;
const cut = (box: number[]) =>
  Array.from(
    tf.image
      .cropAndResize(image, tf.tensor2d([box]), tf.tensor1d([0], "int32"), [2, 2], "bilinear", 7)
      .dataSync(),
  );

it("edges far outside of the image, or none at all, are filled, and do not end the process", () => {
  expect(cut([0, 0, 1, 1])).toEqual([1, 1, 1, 1]);
  expect(cut([0, 0, 1e38, 1e38])).toEqual([1, 7, 7, 7]);
  expect(cut([0, 0, Number.POSITIVE_INFINITY, 1])).toEqual([1, 1, 7, 7]);
  expect(cut(Array(4).fill(Number.NaN))).toEqual([7, 7, 7, 7]);
});
