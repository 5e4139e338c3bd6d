/** Comparisons, logic and whole numbers have no gradient, and let others through beside them. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { tfFunction } from "../../../src/graph";
import "../../../src/tfjs";

const x = () => tf.tensor1d([0.5, 3, -2]);

const losses: [string, (x: tf.Tensor) => tf.Tensor, number[]][] = [
  [
    "Huber by where",
    (x) => tf.where(x.abs().less(1), x.square().mul(0.5), x.abs().sub(0.5)).sum(),
    [0.5, 1, -1],
  ],
  ["a mask of greater", (x) => x.mul(x.greater(1).cast("float32")).sum(), [0, 1, 0]],
  ["a mask of equal and logic", (x) => x.mul(x.equal(3).logicalOr(x.less(0)).toFloat()).sum(), [0, 1, 1]],
  ["a mask of isNaN", (x) => x.mul(x.isNaN().logicalNot().toFloat()).sum(), [1, 1, 1]],
  ["argMax's one-hot", (x) => x.mul(tf.oneHot(x.argMax(), 3)).sum(), [0, 1, 0]],
  ["floorDiv", (x) => x.add(x.floorDiv(2)).sum(), [1, 1, 1]],
  ["a cast to int32 and back", (x) => x.add(x.toInt().toFloat()).sum(), [1, 1, 1]],
  ["mod", (x) => x.mod(2).sum(), [1, 1, 1]],
];

it.each(losses)("%s", async (_, loss, expected) => {
  const gradient = tf.grad(loss);
  expect(Array.from(gradient(x()).dataSync())).toEqual(expected);
  const traced = tfFunction(gradient);
  expect(Array.from((await traced(x())).dataSync())).toEqual(expected);
  traced.dispose();
});

it.each(losses)("%s leaves no tensor behind", (_, loss) => {
  const inputs = x();
  const { numTensors } = tf.memory();
  tf.grad(loss)(inputs).dispose();
  expect(tf.memory().numTensors).toBe(numTensors);
});

it("a loss of comparisons alone depends on nothing", () => {
  expect(() => tf.grad((x) => x.greater(1).toFloat().sum())(x())).toThrow("Cannot compute gradient");
});
