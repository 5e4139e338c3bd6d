/** `Dataset.fromGenerator`. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { Dataset } from "../../../src/data/pipeline";
import { elements, numbers, tensorsLeftBy } from "./readElements";

test("calls the generator anew for each pass", async () => {
  let calls = 0;
  const dataset = Dataset.fromGenerator(function* () {
    calls++;
    for (let i = 0; i < 3; i++) yield { i, square: tf.scalar(i * i) };
  });
  expect(dataset.size).toBeNull();
  const left = await tensorsLeftBy(async () => {
    for (let pass = 0; pass < 2; pass++) {
      expect(await elements(dataset)).toEqual([
        { i: 0, square: 0 },
        { i: 1, square: 1 },
        { i: 2, square: 4 },
      ]);
    }
  });
  expect([calls, left]).toEqual([2, 0]);
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

test("leaves tensors that were there before, variables and kept tensors to the program", async () => {
  const own = [tf.scalar(7), tf.variable(tf.scalar(8))];
  let kept: tf.Tensor | undefined;
  const dataset = Dataset.fromGenerator(function* () {
    for (let i = 0; i < 3; i++) {
      kept ??= tf.keep(tf.scalar(9));
      yield [...own, kept];
    }
  });
  expect(await elements(dataset.batch(2))).toEqual([[[7, 7], [8, 8], [9, 9]], [[7], [8], [9]]]); // biome-ignore format: rows
  expect([...own, kept as tf.Tensor].some((tensor) => tensor.isDisposed)).toBe(false);
});

test("may yield a tensor again, and compute with it after it was yielded", async () => {
  const dataset = Dataset.fromGenerator(function* () {
    const same = tf.scalar(5);
    let sum = tf.scalar(0);
    for (let i = 0; i < 3; i++) {
      yield [same, sum];
      sum = sum.add(same);
    }
  });
  expect(await elements(dataset)).toEqual([[5, 0], [5, 5], [5, 10]]); // biome-ignore format: rows
});

test("may hand on what a loop over another dataset gives it", async () => {
  const source = numbers(4);
  const handedOn = Dataset.fromGenerator(async function* () {
    for await (const n of source) yield [n, n.mul(2)];
  });
  const batches = handedOn.prefetch(2).batch(3);
  expect(await elements(batches)).toEqual([[[0, 1, 2], [0, 2, 4]], [[3], [6]]]); // biome-ignore format: rows
});

test("that throws ends the pass, and what it had yielded is freed", async () => {
  const dataset = Dataset.fromGenerator(function* () {
    yield tf.scalar(1);
    yield tf.scalar(2);
    throw new RangeError("three");
  });
  const left = await tensorsLeftBy(async () => {
    for (const failing of [
      dataset,
      dataset.batch(8),
      dataset.prefetch(2).batch(8),
      dataset.repeat(2).batch(8),
    ])
      await expect(elements(failing)).rejects.toThrow("three");
  });
  expect(left).toBe(0);
});

test("that cannot be ended does not hide the error for which it is", async () => {
  const dataset = Dataset.fromGenerator(function* () {
    try {
      for (;;) yield 1;
    } finally {
      // biome-ignore lint/correctness/noUnsafeFinally: that is the case.
      throw new Error("while it was ended");
    }
  });
  const failing = dataset.map(() => {
    throw new RangeError("in map");
  });
  await expect(elements(failing)).rejects.toThrow("in map");
});

test.each<[string, () => unknown, string]>([
  ["what is no element", () => [new Map()], "the generator yielded a Map, where tensors are expected"],
  ["a part that is none", () => [{ x: 1, y: [undefined] }], "yielded undefined as part y[0], where tensors"],
  ["nothing", () => [[]], "the generator yielded an empty list, which holds no tensor"],
  ["a tensor that was freed", freedTensor, "yielded a tensor that has been freed, float32 [2], as part [1]"],
  ["a function that gives nothing to iterate", () => 3, "must give elements to iterate, found 3"],
])("refuses %s", async (_, generate, message) => {
  const dataset = Dataset.fromGenerator(generate as () => Iterable<tf.Tensor>);
  let error: unknown;
  const left = await tensorsLeftBy(() => elements(dataset).catch((thrown) => (error = thrown)));
  expect(String(error)).toContain(message);
  expect(String(error)).toContain("\n  → ");
  expect(left).toBe(0);
});

function* freedTensor() {
  const tensor = tf.zeros([2]);
  tensor.dispose();
  yield [tf.scalar(1), tensor];
}

test("refuses a generator in place of its function", () => {
  const generator = (function* () {
    yield 1;
  })();
  expect(() => Dataset.fromGenerator(generator as never)).toThrow(
    "fromGenerator: expected a function, found a Generator.\n  → give the function that makes the generator",
  );
});
