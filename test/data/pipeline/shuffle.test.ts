import * as tf from "@tensorflow/tfjs-node-gpu";
import { Dataset } from "../../../src/data/pipeline";
import { elements, numbers } from "./readElements";

const SEED = 20_261;
const sorted = (values: unknown[]) => (values as number[]).toSorted((a, b) => a - b);

describe("shuffle", () => {
  test("brings each element once, in another order each pass", async () => {
    const dataset = numbers(100).shuffle(100, { seed: 1 });
    const [first, second] = [await elements(dataset), await elements(dataset)];
    expect(sorted(first)).toEqual(await elements(numbers(100)));
    expect(sorted(second)).toEqual(sorted(first));
    expect(first).not.toEqual(second);
  });

  test("has the same orders with the same seed", async () => {
    const orders = async (seed: number) => {
      const dataset = numbers(20).shuffle(20, { seed }).repeat(2);
      return [await elements(dataset), await elements(dataset)];
    };
    expect(await orders(7)).toEqual(await orders(7));
    expect(await orders(7)).not.toEqual(await orders(8));
  });

  test("keeps one order with reshuffleEachIteration: false", async () => {
    const dataset = numbers(20).shuffle(20, { reshuffleEachIteration: false });
    expect(await elements(dataset)).toEqual(await elements(dataset));
  });

  test("moves no element further forward than its buffer is long", async () => {
    const order = (await elements(numbers(200).shuffle(10, { seed: 3 }))) as number[];
    for (const [place, value] of order.entries()) expect(value - place).toBeLessThan(10);
    expect(sorted(order)).toEqual(await elements(numbers(200)));
  });

  test("reads no further ahead than its buffer is long", async () => {
    const read: number[] = [];
    const dataset = Dataset.fromGenerator(function* () {
      for (let n = 0; ; n++) {
        read.push(n);
        yield n;
      }
    }).shuffle(4);
    expect(await elements(dataset.take(1))).toHaveLength(1);
    expect(read).toEqual([0, 1, 2, 3]);
    expect(await elements(dataset.take(3))).toHaveLength(3);
    expect(read.slice(4)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test("mixes as many as there are: hundreds of thousands too", async () => {
    const dataset = numbers(200_000).shuffle(200_000, { seed: 1 }).batch(200_000);
    expect(await elements(dataset.map((batch) => batch.max()))).toEqual([199_999]);
  });

  test("of nothing at a time is refused", () => {
    for (const size of [0, -1, 1.5, Number.NaN, null as never])
      expect(() => numbers(3).shuffle(size)).toThrow(
        `shuffle: bufferSize must be a whole number of at least 1, found ${size}.\n  → give how many elements`,
      );
  });
});

test("a full shuffle is uniform: each element comes equally often to each place", async () => {
  const count = 8;
  const passes = 4_000;
  const dataset = Dataset.fromTensorSlices(tf.range(0, count, 1, "int32"))
    .shuffle(count, { seed: SEED })
    .batch(count);
  const seen = new Map<number, number>();
  for (let pass = 0; pass < passes; pass++) {
    for await (const order of dataset) {
      for (const [place, value] of order.dataSync().entries()) {
        const cell = place * count + value;
        seen.set(cell, (seen.get(cell) ?? 0) + 1);
      }
    }
  }
  const mean = passes / count;
  const chiSquare = [...seen.values()].reduce((sum, times) => sum + (times - mean) ** 2 / mean, 0);
  // 49 degrees of freedom: above 85.4 in one of a thousand.
  expect({ seed: SEED, isUniform: chiSquare < 85.4, chiSquare }).toMatchObject({ isUniform: true });
}, 60_000);
