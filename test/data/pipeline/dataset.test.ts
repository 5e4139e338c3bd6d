/** A loop over a dataset: whose elements are, and that nothing is left. Each method has a test of its own beside this. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { Dataset } from "../../../src/data/pipeline";
import { numbers, tensorsLeftBy } from "./readElements";

describe("for await", () => {
  test("frees each element when it moves on, also after break and an error", async () => {
    const source = tf.range(0, 100);
    const dataset = Dataset.fromTensorSlices(source)
      .map((n) => n.add(1))
      .shuffle(20)
      .batch(5)
      .prefetch(2);
    const left = await tensorsLeftBy(async () => {
      for await (const batch of dataset) expect(batch.shape).toEqual([5]);
      for await (const _ of dataset) break;
      const failing = async () => {
        for await (const _ of dataset) throw new Error("in the loop");
      };
      await expect(failing()).rejects.toThrow("in the loop");
    });
    expect(left).toBe(0);
  });

  test("leaves an element that was kept with tf.keep", async () => {
    const kept: tf.Tensor[] = [];
    for await (const n of numbers(3)) kept.push(tf.keep(n));
    expect(kept.map((n) => n.dataSync()[0])).toEqual([0, 1, 2]);
    tf.dispose(kept);
  });

  test("frees what it gave, and not what the loop has put in its place", async () => {
    const own: tf.Tensor[] = [];
    const left = await tensorsLeftBy(async () => {
      for await (const element of numbers(2).map((n) => ({ n }))) {
        element.n = element.n.add(1);
        own.push(element.n);
      }
    });
    expect([left, own.map((n) => n.dataSync()[0])]).toEqual([2, [1, 2]]);
    tf.dispose(own);
  });

  test("frees the parts of an element of which one cannot be read", async () => {
    const [x, y] = [tf.zeros([2]), tf.zeros([2])];
    const dataset = Dataset.fromTensorSlices([x, y]);
    y.dispose();
    const left = await tensorsLeftBy(async () => {
      for (const each of [dataset, dataset.map((parts) => parts), dataset.cache()])
        await expect(each[Symbol.asyncIterator]().next()).rejects.toThrow("has been disposed");
    });
    expect(left).toBe(0);
  });
});
