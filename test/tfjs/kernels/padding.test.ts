/** Padding below zero, and padding of pools in numbers: values and gradients. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import "../../../src/tfjs";

const rows = tf.tensor2d([
  [1, 2],
  [3, 4],
  [5, 6],
]);

describe("padding below zero", () => {
  it("cuts off at one end of an axis while it adds at the other", () => {
    const padded = tf.pad(
      rows,
      [
        [-1, 2],
        [1, -1],
      ],
      9,
    );
    expect(padded.arraySync()).toEqual([
      [9, 3],
      [9, 5],
      [9, 9],
      [9, 9],
    ]);
  });

  it("gives what is cut off no gradient", () => {
    const loss = (x: tf.Tensor) =>
      tf
        .pad(x, [
          [-1, 2],
          [0, -1],
        ] as [number, number][])
        .square()
        .sum();
    expect(tf.grad(loss)(rows).arraySync()).toEqual([
      [0, 0],
      [6, 0],
      [10, 0],
    ]);
  });

  it("that cuts off more than there is, is an error", () => {
    expect(() => tf.pad(tf.tensor1d([1, 2]), [[-3, 0]])).toThrow(
      "axis 0 has a length of 2, and the padding of -3 and 0 cuts off 3",
    );
  });
});

/** By differences. */
function slopes(loss: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor): number[] {
  const values = Array.from(x.dataSync());
  const at = (index: number, by: number) => {
    const moved = values.map((value, place) => (place === index ? value + by : value));
    return loss(tf.tensor(moved, x.shape)).dataSync()[0] as number;
  };
  return values.map((_, index) => (at(index, 0.01) - at(index, -0.01)) / 0.02);
}

it.each<[string, number[], (x: tf.Tensor) => tf.Tensor]>([
  ["avgPool", [1, 4, 4, 2], (x) => tf.avgPool(x as tf.Tensor4D, 3, 2, 1, "floor")],
  ["avgPool, sizes rounded up", [1, 4, 4, 2], (x) => tf.avgPool(x as tf.Tensor4D, 3, 2, 1, "ceil")],
  ["avgPool3d", [1, 3, 3, 3, 1], (x) => tf.avgPool3d(x as tf.Tensor5D, 2, 2, 1, "floor")],
  ["maxPool, sizes rounded up", [1, 4, 4, 2], (x) => tf.maxPool(x as tf.Tensor4D, 3, 2, 1, "ceil")],
  [
    "conv2d, sizes rounded up",
    [1, 4, 4, 2],
    (x) => tf.conv2d(x as tf.Tensor4D, tf.ones([3, 3, 2, 2]), 2, 1, "NHWC", 1, "ceil"),
  ],
  [
    "depthwiseConv2d, sizes rounded up",
    [1, 4, 4, 2],
    (x) => tf.depthwiseConv2d(x as tf.Tensor4D, tf.ones([3, 3, 2, 1]), 2, 1, "NHWC", 1, "ceil"),
  ],
])("%s with padding in numbers has the gradient of its values", (_, shape, pool) => {
  const loss = (x: tf.Tensor) => pool(x).square().sum();
  const x = tf.randomUniform(shape, -1, 1, "float32", 1);
  const expected = slopes(loss, x);
  const gradient = tf.grad(loss)(x).dataSync();
  for (const [index, slope] of expected.entries())
    expect(Math.abs((gradient[index] as number) - slope)).toBeLessThan(1e-3);
});
