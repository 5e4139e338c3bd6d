/** Histograms for TensorBoard. */
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import "../../../src/tfjs";

const { buckets } = tf.backend() as unknown as { buckets(data: tf.Tensor, count?: number): tf.Tensor };
const bucketsOf = (data: tf.Tensor, count?: number) => buckets.call(tf.backend(), data, count).arraySync();

it.each([
  ["zeros", tf.zeros([5]), [[-0.5, 0.5, 5]]],
  ["one whole number", tf.tensor1d([7, 7], "int32"), [[6.5, 7.5, 2]]],
])("%s are one bucket around the value", (_, data, expected) => {
  expect(bucketsOf(data)).toEqual(expected);
});

it("several values are in as many buckets as asked for", () => {
  expect(bucketsOf(tf.tensor1d([0, 1, 1, 2]), 2)).toEqual([
    [0, 1, 1],
    [1, 2, 3],
  ]);
});

it("of values that are all the same are written", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "histogram-"));
  const writer = tf.node.summaryFileWriter(folder);
  writer.histogram("weights", tf.ones([4]), 0);
  writer.flush();
  const [file] = readdirSync(folder) as [string];
  expect(statSync(path.join(folder, file)).size).toBeGreaterThan(50);
  rmSync(folder, { recursive: true });
});
