/** Numbers drawn with given probabilities. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { setSeed } from "../../../src/engine";
import { tfFunction } from "../../../src/graph";

const probabilities = tf.tensor1d([0.5, 0.25, 0.25, 0]);
const drawn = (count: number, seed?: number) =>
  tf.multinomial(probabilities, count, seed, true) as tf.Tensor1D;

it("are as frequent as they are probable", () => {
  const counts = tf.bincount(drawn(40_000, 7), tf.tensor1d([]), 4).div(40_000).arraySync() as number[];
  for (const [index, probability] of [0.5, 0.25, 0.25, 0].entries())
    expect(Math.abs((counts[index] as number) - probability)).toBeLessThan(0.02);
});

it("are the same for the same seed, and others for another", () => {
  expect(drawn(50, 3).arraySync()).toEqual(drawn(50, 3).arraySync());
  expect(drawn(50, 3).arraySync()).not.toEqual(drawn(50, 4).arraySync());
});

it("are repeated by setSeed where they have no seed of their own", () => {
  const twice = () => [drawn(50), drawn(50)].map((tensor) => tensor.arraySync());
  setSeed(1);
  const [first, second] = twice();
  setSeed(1);
  expect(twice()).toEqual([first, second]);
  expect(first).not.toEqual(second);
});

it("in a graph are drawn anew at each call, from setSeed's sequence", () => {
  const graph = tfFunction(() => drawn(50));
  setSeed(1);
  const [first, second] = [graph.sync().arraySync(), graph.sync().arraySync()];
  expect(first).not.toEqual(second);
  setSeed(1);
  expect(graph.sync().arraySync()).toEqual(first);
  expect(Math.max(...(first as number[]))).toBeLessThan(3);
});
