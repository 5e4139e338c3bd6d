/** The input pipeline: what each step means. How it compares with tf.data stands in tfData.test.ts. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { AUTOTUNE, Dataset, DatasetError } from "../../../src/data/pipeline";

/** A dataset of the scalars 0, 1, 2 … */
const numbers = (count: number) => Dataset.fromTensorSlices(tf.range(0, count, 1, "int32"));

/** All elements, as plain arrays. */
async function elements(dataset: Dataset<unknown>): Promise<unknown[]> {
  const found: unknown[] = [];
  const plain = (part: unknown): unknown => {
    if (part instanceof tf.Tensor) return part.arraySync();
    if (Array.isArray(part)) return part.map(plain);
    return Object.fromEntries(Object.entries(part as object).map(([name, inner]) => [name, plain(inner)]));
  };
  for await (const element of dataset) found.push(plain(element));
  return found;
}

const sorted = (values: unknown[]) => (values as number[]).toSorted((a, b) => a - b);

let before = 0;
beforeEach(() => {
  before = tf.memory().numTensors;
});

/** The tensors that came to be since the test began. */
const tensorsMade = () => tf.memory().numTensors - before;

describe("fromTensorSlices", () => {
  test("has an element for each position along the first axis", async () => {
    const dataset = Dataset.fromTensorSlices([
      tf.tensor2d([
        [1, 2],
        [3, 4],
      ]),
      tf.tensor1d([5, 6]),
    ]);
    expect(dataset.size).toBe(2);
    expect(await elements(dataset)).toEqual([
      [[1, 2], 5],
      [[3, 4], 6],
    ]);
  });

  test("takes objects, and tuples in them", async () => {
    const dataset = Dataset.fromTensorSlices({
      image: tf.tensor1d([1]),
      rest: [tf.tensor1d([2]), tf.tensor1d([3])],
    });
    expect(await elements(dataset)).toEqual([{ image: 1, rest: [2, 3] }]);
  });

  test("refuses tensors of several lengths, and scalars", () => {
    const make = () => Dataset.fromTensorSlices([tf.zeros([3, 2]), tf.zeros([4])]);
    expect(make).toThrow(DatasetError);
    expect(make).toThrow("found 3 and 4 along their first axes");
    expect(() => Dataset.fromTensorSlices(tf.scalar(1))).toThrow("a scalar has no first axis");
  });

  test("says so where a tensor that it reads has been disposed", async () => {
    const tensor = tf.zeros([2]);
    const dataset = Dataset.fromTensorSlices(tensor).batch(2);
    tensor.dispose();
    await expect(elements(dataset)).rejects.toThrow("a tensor that the dataset reads has been disposed");
  });
});

describe("fromGenerator", () => {
  test("calls the generator anew for each pass", async () => {
    let calls = 0;
    const dataset = Dataset.fromGenerator(function* () {
      calls++;
      for (let i = 0; i < 3; i++) yield { i, square: tf.scalar(i * i) };
    });
    expect(dataset.size).toBeNull();
    for (let pass = 0; pass < 2; pass++) {
      expect(await elements(dataset)).toEqual([
        { i: 0, square: 0 },
        { i: 1, square: 1 },
        { i: 2, square: 4 },
      ]);
    }
    expect(calls).toBe(2);
    expect(tensorsMade()).toBe(0);
  });

  test("takes an asynchronous one, and ends it when the pass is left", async () => {
    let ended = false;
    const dataset = Dataset.fromGenerator(async function* () {
      try {
        for (let i = 0; ; i++) yield i;
      } finally {
        ended = true;
      }
    });
    expect(await elements(dataset.take(2))).toEqual([0, 1]);
    expect(ended).toBe(true);
  });

  test("refuses what is no element", async () => {
    const dataset = Dataset.fromGenerator(function* () {
      yield new Map() as never;
    });
    await expect(elements(dataset)).rejects.toThrow("yielded a Map, where tensors are expected");
  });
});

describe("map", () => {
  test("gives each element, and each batch, to a function", async () => {
    expect(await elements(numbers(3).map((n) => n.mul(2)))).toEqual([0, 2, 4]);
    expect(
      await elements(
        numbers(3)
          .batch(2)
          .map((n) => [n.sum(), n.shape[0] ?? 0]),
      ),
    ).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });

  test("frees what a function makes on the way, and what it is given", async () => {
    const source = tf.range(0, 4);
    before = tf.memory().numTensors;
    await elements(Dataset.fromTensorSlices(source).map((n) => n.add(1).mul(2).sub(3)));
    await elements(Dataset.fromTensorSlices(source).map((n) => n));
    expect(tensorsMade()).toBe(0);
  });

  test("may be asynchronous", async () => {
    const dataset = numbers(3).map(async (n) => Number((await n.data())[0]) + 0.5);
    expect(await elements(dataset)).toEqual([0.5, 1.5, 2.5]);
  });

  test("that throws ends the pass, and nothing is left behind", async () => {
    const source = tf.range(0, 10);
    before = tf.memory().numTensors;
    const dataset = Dataset.fromTensorSlices(source).map((n) => {
      if (n.dataSync()[0] === 5) throw new RangeError("five");
      return n.add(1);
    });
    await expect(elements(dataset.batch(8))).rejects.toThrow("five");
    await expect(elements(dataset.shuffle(10))).rejects.toThrow("five");
    await expect(elements(dataset.prefetch(2))).rejects.toThrow("five");
    expect(tensorsMade()).toBe(0);
  });
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
    expect(await elements(numbers(4).batch(2).batch(2))).toEqual([
      [
        [0, 1],
        [2, 3],
      ],
    ]);
  });

  test("refuses elements of several shapes, and says which", async () => {
    const dataset = Dataset.fromGenerator(function* () {
      yield tf.zeros([2]);
      yield tf.zeros([3]);
    });
    await expect(elements(dataset.batch(2))).rejects.toThrow(
      "batch: element 1 must be as element 0: expected a tensor of float32 [2], found a tensor of float32 [3].",
    );
    expect(tensorsMade()).toBe(0);
  });

  test("of no elements is refused", () => {
    expect(() => numbers(3).batch(0)).toThrow(
      "batch: batchSize must be a whole number of at least 1, found 0.",
    );
  });
});

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
});

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
    before = tf.memory().numTensors;
    const dataset = Dataset.fromTensorSlices(source)
      .map((n) => ({ n, text: "t", yes: true }))
      .cache()
      .batch(4);
    const all = [
      { n: [0, 1, 2, 3], text: ["t", "t", "t", "t"], yes: [1, 1, 1, 1] },
      { n: [4, 5], text: ["t", "t"], yes: [1, 1] },
    ];
    expect(await elements(dataset)).toEqual(all);
    expect(await elements(dataset)).toEqual(all);
    expect(tensorsMade()).toBe(0);
  });
});

test("repeat(n), take(n) and skip(n) are parts and multiples", async () => {
  expect(await elements(numbers(3).repeat(2))).toEqual([0, 1, 2, 0, 1, 2]);
  expect(await elements(numbers(3).repeat(0))).toEqual([]);
  expect(await elements(numbers(3).repeat().skip(2).take(5))).toEqual([2, 0, 1, 2, 0]);
  expect(await elements(numbers(3).skip(5))).toEqual([]);
  expect(await elements(numbers(0).repeat())).toEqual([]);
  const sizes = [numbers(3).repeat(2), numbers(3).repeat(), numbers(3).repeat().take(5), numbers(3).skip(2)];
  expect(sizes.map(({ size }) => size)).toEqual([6, Number.POSITIVE_INFINITY, 5, 1]);
});

test("zip puts datasets side by side, concatenate one behind the other", async () => {
  expect(await elements(Dataset.zip([numbers(3), numbers(2).map((n) => n.add(10))]))).toEqual([
    [0, 10],
    [1, 11],
  ]);
  expect(await elements(Dataset.zip({ a: numbers(1), b: numbers(1).batch(1) }))).toEqual([{ a: 0, b: [0] }]);
  const both = numbers(2).concatenate(numbers(3));
  expect(await elements(both.batch(3))).toEqual([
    [0, 1, 0],
    [1, 2],
  ]);
  expect(both.size).toBe(5);
});

test("prefetch makes elements ahead, and changes nothing else", async () => {
  const made: number[] = [];
  const dataset = Dataset.fromGenerator(function* () {
    for (let i = 0; i < 6; i++) {
      made.push(i);
      yield i;
    }
  }).prefetch(3);
  for await (const _ of dataset) {
    await new Promise((go) => setTimeout(go, 5));
    break;
  }
  expect(made).toEqual([0, 1, 2, 3]);
  expect(await elements(dataset.batch(4).prefetch(AUTOTUNE))).toEqual([
    [0, 1, 2, 3],
    [4, 5],
  ]);
  expect(tensorsMade()).toBe(0);
});

test("for await frees each element when it moves on, also after break and an error", async () => {
  const source = tf.range(0, 100);
  const dataset = Dataset.fromTensorSlices(source)
    .map((n) => n.add(1))
    .shuffle(20)
    .batch(5)
    .prefetch(2);
  before = tf.memory().numTensors;
  for await (const batch of dataset) expect(batch.shape).toEqual([5]);
  for await (const _ of dataset) break;
  const failing = async () => {
    for await (const _ of dataset) throw new Error("in the loop");
  };
  await expect(failing()).rejects.toThrow("in the loop");
  expect(tensorsMade()).toBe(0);
});
