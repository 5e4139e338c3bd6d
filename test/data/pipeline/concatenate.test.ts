import * as tf from "@tensorflow/tfjs-node-gpu";
import { Dataset } from "../../../src/data/pipeline";
import { elements, numbers } from "./readElements";

describe("concatenate", () => {
  test("puts one dataset behind the other", async () => {
    const both = numbers(2).concatenate(numbers(3));
    expect(await elements(both.batch(3))).toEqual([
      [0, 1, 0],
      [1, 2],
    ]);
    expect(both.size).toBe(5);
    const unknown = numbers(2).concatenate(Dataset.fromGenerator(() => [tf.scalar(1, "int32")]));
    expect([unknown.size, unknown.concatenate(numbers(1).repeat()).size]).toEqual([
      null,
      Number.POSITIVE_INFINITY,
    ]);
  });

  test("takes elements of other shapes, and of names in another order", async () => {
    const shapes = numbers(2).batch(2).concatenate(numbers(3).batch(3));
    expect(await elements(shapes)).toEqual([
      [0, 1],
      [0, 1, 2],
    ]);
    const named = numbers(1).map((n) => ({ a: n, b: n.toFloat() }));
    const reordered = numbers(1).map((n) => ({ b: n.toFloat().add(3), a: n }));
    expect(await elements(named.concatenate(reordered).batch(2))).toEqual([{ a: [0, 0], b: [0, 3] }]);
  });

  test("refuses elements of other parts or dtypes", async () => {
    const dtypes = numbers(2).concatenate(numbers(2).map((n) => n.toFloat()));
    await expect(elements(dtypes)).rejects.toThrow(
      "concatenate: element 0 of the second dataset must be as that of the first: expected a tensor of int32 [], found a tensor of float32 [].",
    );
    const parts = numbers(2).concatenate(numbers(2).map((n) => [n]) as never);
    await expect(elements(parts)).rejects.toThrow("found a tuple of 1");
  });

  test("refuses what is no dataset", () => {
    expect(() => numbers(1).concatenate(3 as never)).toThrow("concatenate: expected a dataset, found 3.");
  });
});
