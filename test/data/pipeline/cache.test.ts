import * as tf from "@tensorflow/tfjs-node-gpu";
import { Dataset } from "../../../src/data/pipeline";
import { elements, numbers, tensorsLeftBy } from "./readElements";

describe("cache", () => {
  test("is filled by the first complete pass, and by that alone", async () => {
    let calls = 0;
    const dataset = numbers(5)
      .map((n) => {
        calls++;
        return n.add(1);
      })
      .cache();
    expect(await elements(dataset.take(2))).toEqual([1, 2]);
    calls = 0;
    for (let pass = 0; pass < 3; pass++) expect(await elements(dataset)).toEqual([1, 2, 3, 4, 5]);
    expect(calls).toBe(5);
  });

  test("keeps nothing in TensorFlow's memory", async () => {
    const source = tf.range(0, 6);
    const dataset = Dataset.fromTensorSlices(source)
      .map((n) => ({ n, text: "t", yes: true }))
      .cache()
      .batch(4);
    const all = [
      { n: [0, 1, 2, 3], text: ["t", "t", "t", "t"], yes: [1, 1, 1, 1] },
      { n: [4, 5], text: ["t", "t"], yes: [1, 1] },
    ];
    const left = await tensorsLeftBy(async () => {
      expect(await elements(dataset)).toEqual(all);
      expect(await elements(dataset)).toEqual(all);
    });
    expect(left).toBe(0);
  });

  test("is full with the last element, whether or not its end is asked for", async () => {
    let calls = 0;
    const counted = numbers(3).map((n) => {
      calls++;
      return n;
    });
    const cached = counted.cache();
    for (let pass = 0; pass < 2; pass++) await elements(cached.take(3));
    expect(calls).toBe(3);
  });

  test("copies what is the program's, and leaves it", async () => {
    const own = tf.variable(tf.scalar(7));
    const dataset = numbers(2)
      .map((n) => [n, own])
      .cache();
    await elements(dataset);
    own.assign(tf.scalar(8));
    expect(await elements(dataset)).toEqual([
      [0, 7],
      [1, 7],
    ]);
    expect(own.isDisposed).toBe(false);
  });
});
