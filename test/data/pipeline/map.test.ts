import * as tf from "@tensorflow/tfjs-node-gpu";
import { elements, numbers, tensorsLeftBy } from "./readElements";

describe("map", () => {
  test("gives each element, and each batch, to a function", async () => {
    expect(await elements(numbers(3).map((n) => n.mul(2)))).toEqual([0, 2, 4]);
    const sums = numbers(3)
      .batch(2)
      .map((n) => [n.sum(), n.shape[0] ?? 0]);
    expect(await elements(sums)).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });

  test("takes numbers, strings, booleans and typed arrays for tensors", async () => {
    const dataset = numbers(1).map(() => ({ n: 1.5, s: "a", b: true, t: new Float32Array([1, 2]) }));
    expect(await elements(dataset)).toEqual([{ n: 1.5, s: "a", b: 1, t: [1, 2] }]);
  });

  test("may be asynchronous", async () => {
    const dataset = numbers(3).map(async (n) => Number((await n.data())[0]) + 0.5);
    expect(await elements(dataset)).toEqual([0.5, 1.5, 2.5]);
  });

  test("refuses what is no function", () => {
    expect(() => numbers(3).map(3 as never)).toThrow(
      "map: expected a function, found 3.\n  → give a function",
    );
  });
});

const tick = () => new Promise((go) => setTimeout(go, 1));

describe("map frees", () => {
  test.each<[string, (n: tf.Tensor) => unknown]>([
    ["what a function makes on the way", (n) => n.add(1).mul(2).sub(3)],
    ["an input returned as it is", (n) => n],
    ["a value that stands twice in the element", (n) => ({ n, pair: [n, n] })],
    ["its input where it returns a number", () => 1],
    [
      "what an asynchronous function makes before its first await, and returns",
      async (n) => {
        const doubled = n.mul(2).add(1);
        await tick();
        return [n, doubled.sub(1)];
      },
    ],
  ])("%s", async (_, change) => {
    const dataset = numbers(5).map(change as () => tf.Tensor);
    const left = await tensorsLeftBy(async () => {
      for (const each of [
        dataset,
        dataset.batch(2),
        dataset.cache().repeat(2),
        dataset.shuffle(3).prefetch(2),
      ])
        await elements(each);
    });
    expect(left).toBe(0);
  });

  test.each<[string, (n: tf.Tensor) => unknown, string]>([
    ["a function that throws", (n) => fail(n.add(1)), "five"],
    ["one that returns what is no element", (n) => [n.add(1), undefined], "returned undefined as part [1]"],
    [
      "one that returns nothing",
      () => {},
      "map: the function returned undefined, where tensors are expected",
    ],
    [
      "one that returns an empty tuple",
      () => [],
      "map: the function returned an empty list, which holds no tensor",
    ],
    ["an asynchronous one that throws", async (n) => fail(n.add(1)), "five"],
    ["an asynchronous one that rejects later", async (n) => fail(n.add(1), await tick()), "five"],
    ["an asynchronous one that returns no element", async (n) => [n.add(1), new Set()], "a Set as part [1]"],
  ])("everything behind %s", async (_, change, message) => {
    const dataset = numbers(8).map((n) => (n.dataSync()[0] === 5 ? change(n) : n.add(1)) as tf.Tensor);
    const left = await tensorsLeftBy(async () => {
      const chains = [dataset, dataset.batch(8), dataset.prefetch(2).batch(8), dataset.shuffle(8)];
      chains.push(
        dataset.concatenate(dataset).batch(16),
        dataset.repeat(2).batch(16),
        dataset.cache().batch(8),
      );
      for (const each of chains) await expect(elements(each)).rejects.toThrow(message);
    });
    expect(left).toBe(0);
  });
});

function fail(..._: unknown[]): never {
  throw new RangeError("five");
}

describe("map leaves to the program", () => {
  test.each<[string, () => tf.Tensor]>([
    ["a constant", () => tf.scalar(7)],
    ["a variable", () => tf.variable(tf.scalar(7))],
  ])("%s that a function returns", async (_, make) => {
    const own = make();
    const changes: ((n: tf.Tensor) => unknown)[] = [
      (n) => [n, own],
      () => own,
      () => ({ a: own, b: [own, own] }),
      async (n) => [n, own],
      async (n) => [n.add((await tick()) ? 1 : 0), own],
    ];
    for (const change of changes) {
      const dataset = numbers(3).map(change as () => tf.Tensor);
      const left = await tensorsLeftBy(async () => {
        for (const each of [
          dataset,
          dataset.batch(2),
          dataset.cache(),
          dataset.prefetch(1),
          dataset.map((x) => x),
        ])
          await elements(each);
      });
      expect([own.isDisposed, left]).toEqual([false, 0]);
    }
  });

  test("a result, and an input, kept with tf.keep", async () => {
    const kept: tf.Tensor[] = [];
    const dataset = numbers(2).map((n) => {
      kept.push(tf.keep(n), tf.keep(n.add(10)));
      return kept.slice(-2);
    });
    expect(await elements(dataset)).toEqual([
      [0, 10],
      [1, 11],
    ]);
    expect(kept.map((tensor) => tensor.dataSync()[0])).toEqual([0, 10, 1, 11]);
    tf.dispose(kept);
  });

  test("not what a function makes at its first call for all, which it is told to keep", async () => {
    let table: tf.Tensor | undefined;
    const dataset = numbers(2).map((n) => {
      table ??= tf.scalar(3);
      return [n, table];
    });
    await expect(elements(dataset)).rejects.toThrow(
      "map: the function returned a tensor that has been freed, float32 [], as part [1].\n  → make a tensor that serves several elements before",
    );
  });

  test("the tensor that a loop over another dataset still has", async () => {
    const other = numbers(1);
    const dataset = numbers(2).map(async () => {
      for await (const n of other) return n;
      return 9;
    });
    await expect(elements(dataset)).rejects.toThrow("has been freed");
    const cloned = numbers(2).map(async () => {
      for await (const n of other) return n.clone();
      return 9;
    });
    expect(await elements(cloned)).toEqual([0, 0]);
  });
});
