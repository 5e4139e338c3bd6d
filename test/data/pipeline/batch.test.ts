import * as tf from "@tensorflow/tfjs-node-gpu";
import { Dataset, DatasetError } from "../../../src/data/pipeline";
import { elements, numbers, tensorsLeftBy } from "./readElements";

/** A dataset of these elements, made again for each pass. */
const ofElements = (...made: (() => unknown)[]): Dataset<unknown> =>
  Dataset.fromGenerator(function* () {
    for (const make of made) yield make() as tf.Tensor;
  });

describe("batch", () => {
  test("stacks elements; the last may be smaller", async () => {
    expect(await elements(numbers(5).batch(2))).toEqual([[0, 1], [2, 3], [4]]);
    expect(numbers(5).batch(2).size).toBe(3);
  });

  test("leaves a smaller last one out with dropRemainder", async () => {
    const dataset = numbers(5).batch(2, { dropRemainder: true });
    expect(await elements(dataset)).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(dataset.size).toBe(2);
  });

  test("of batches makes batches of them", async () => {
    expect(await elements(numbers(4).batch(2).batch(2))).toEqual([[[0, 1], [2, 3]]]); // biome-ignore format: rows
  });

  test("goes by names, in whatever order they stand", async () => {
    const dataset = ofElements(
      () => ({ a: 1, b: { c: 2, d: 3 } }),
      () => ({ b: { d: 30, c: 20 }, a: 10 }),
    );
    expect(await elements(dataset.batch(2))).toEqual([{ a: [1, 10], b: { c: [2, 20], d: [3, 30] } }]);
  });

  test.each<[string, (() => unknown)[], string]>([
    [
      "a third part",
      [() => [1, 2], () => [1, 2, 3]],
      "element 1 must be as element 0: expected a tuple of 2, found a tuple of 3",
    ],
    [
      "a part too few",
      [() => ({ a: 1, b: 1 }), () => ({ a: 1 })],
      "expected an object with a, b, found an object with a",
    ],
    [
      "other names",
      [() => ({ x: { a: 1 } }), () => ({ x: { b: 1 } })],
      "in part x: expected an object with a, found an object with b",
    ],
    [
      "an object in place of a tuple",
      [() => [1], () => ({ 0: 1 })],
      "expected a tuple of 1, found an object with 0",
    ],
    [
      "a tensor in place of a tuple",
      [() => [[1], 1], () => [1, 1]],
      "in part [0]: expected a tuple of 1, found a tensor of float32 []",
    ],
    [
      "another dtype",
      [() => 1, () => 2, () => tf.scalar(3, "int32")],
      "element 2 must be as element 0: expected a tensor of float32 [], found a tensor of int32 []",
    ],
    [
      "another shape",
      [() => ({ x: [tf.zeros([2])] }), () => ({ x: [tf.zeros([3])] })],
      "element 1 must be as element 0 in part x[0]: expected a tensor of float32 [2], found a tensor of float32 [3]",
    ],
  ])("refuses %s, with words and a cure", async (_, made, message) => {
    const dataset = ofElements(...made);
    const left = await tensorsLeftBy(async () => {
      const reading = elements(dataset.batch(3));
      await expect(reading).rejects.toThrow(DatasetError);
      await expect(reading).rejects.toThrow(message);
      await expect(reading).rejects.toThrow("\n  → ");
    });
    expect(left).toBe(0);
  });

  test("has one dtype for the whole dataset, and a shape for each batch, as in tf.data", async () => {
    const dtypes = ofElements(
      () => 1,
      () => tf.scalar(1, "int32"),
    );
    await expect(elements(dtypes.batch(1))).rejects.toThrow("element 1 must be as element 0");
    const shapes = ofElements(...[1, 1, 2, 3].map((size) => () => tf.zeros([size])));
    expect(await elements(shapes.batch(1).skip(2))).toEqual([[[0, 0]], [[0, 0, 0]]]);
    await expect(elements(shapes.batch(2))).rejects.toThrow(
      "element 3 must be as element 2, the first of its batch",
    );
  });

  test("takes strings and booleans", async () => {
    const dataset = numbers(2).map(() => ({ s: "a", b: true }));
    expect(await elements(dataset.batch(2))).toEqual([{ s: ["a", "a"], b: [1, 1] }]);
  });

  test("of no elements, or of a part of one, is refused", () => {
    for (const size of [0, -1, 2.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => numbers(3).batch(size)).toThrow(
        `batch: batchSize must be a whole number of at least 1, found ${size}.\n  → give how many elements make a batch`,
      );
    expect(() => numbers(3).batch("32" as never)).toThrow('found "32"');
  });
});
