/** Which arguments share a graph: values of one kind and value, and the same objects. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { TracingError, tfFunction } from "../../src/graph";
import { call, gradientTape, optimizers } from "../../src/training";

const one = tf.scalar(1);
const number = (tensor: tf.Tensor) => tensor.dataSync()[0];

function constantModel(value: number): tf.Sequential {
  const kernelInitializer = tf.initializers.constant({ value });
  return tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1], kernelInitializer })] });
}

class Config {
  constructor(readonly by: number) {}
}

const times = (by: number) => (x: tf.Tensor) => x.mul(by);

/** Two arguments each, of which the first gives 2 and the second 3. */
const pairs: Record<string, [fn: (argument: never) => tf.Tensor, first: unknown, second: unknown]> = {
  models: [(model: tf.Sequential) => call(model, one.reshape([1, 1])), constantModel(2), constantModel(3)],
  "class instances": [({ by }: Config) => one.mul(by), new Config(2), new Config(3)],
  "closures of equal source": [(fn: ReturnType<typeof times>) => fn(one), times(2), times(3)],
  maps: [
    (map: Map<string, number>) => one.mul(map.get("by") ?? 0),
    new Map([["by", 2]]),
    new Map([["by", 3]]),
  ],
  sets: [(set: Set<number>) => one.mul([...set][0] ?? 0), new Set([2]), new Set([3])],
  dates: [(date: Date) => one.mul(date.getTime()), new Date(2), new Date(3)],
  "variables by name": [
    (variable: tf.Variable) => variable.mul(1),
    tf.variable(tf.scalar(2)),
    tf.variable(tf.scalar(3)),
  ],
  "typed arrays of two kinds": [
    (array: Float32Array | Int32Array) => one.mul(array instanceof Int32Array ? 3 : 2),
    new Float32Array([5]),
    new Int32Array([5]),
  ],
  "typed arrays of two contents": [
    (array: Float32Array) => one.mul(array.at(-1) ?? 0),
    new Float32Array(1000).fill(2),
    new Float32Array(1000).fill(3),
  ],
  "0 and -0": [(zero: number) => one.mul(Object.is(zero, -0) ? 3 : 2), 0, -0],
  "a number and a text": [(value: unknown) => one.mul(typeof value === "string" ? 3 : 2), 1, "1"],
  "null and undefined": [(value: unknown) => one.mul(value === undefined ? 3 : 2), null, undefined],
  "symbols of one description": [
    (symbol: symbol) => one.mul(symbol === second ? 3 : 2),
    Symbol("of one description"),
    Symbol.for("the second"),
  ],
  "a key with a dot and nested keys": [
    (given: { a?: { b: tf.Tensor }; "a.b"?: tf.Tensor }) =>
      given.a ? given.a.b.mul(2) : (given["a.b"] as tf.Tensor).mul(3),
    { a: { b: one } },
    { "a.b": one },
  ],
  "a list and an object with its keys": [
    (given: readonly tf.Tensor[] | { 0: tf.Tensor }) =>
      (given[0] as tf.Tensor).mul(Array.isArray(given) ? 2 : 3),
    [one],
    { 0: one },
  ],
};
const second = Symbol.for("the second");

it.each(Object.entries(pairs))("%s have a graph each", async (_, [fn, first, other]) => {
  const traced = tfFunction(fn as (argument: unknown) => tf.Tensor);
  const results = [await traced(first), await traced(other), await traced(first)];
  expect(results.map(number)).toEqual([2, 3, 2]);
  expect(traced.explain().graphs).toHaveLength(2);
});

it("typed arrays of equal content share a graph", async () => {
  const traced = tfFunction((array: Float32Array) => tf.tensor(array).sum());
  for (let round = 0; round < 2; round++) await traced(new Float32Array(100).fill(1));
  expect(traced.explain().graphs).toHaveLength(1);
});

it("two optimizers train each at its own rate", async () => {
  const weight = tf.variable(tf.scalar(0));
  const step = tfFunction((optimizer: InstanceType<typeof optimizers.SGD>) => {
    optimizer.applyGradients(gradientTape(() => weight.mul(1).asScalar(), [weight]).gradients);
  });
  await step(new optimizers.SGD({ learningRate: 1 }));
  await step(new optimizers.SGD({ learningRate: 10 }));
  expect(number(weight)).toBe(-11);
});

it("a variable as an argument may be assigned", async () => {
  const counter = tf.variable(tf.scalar(1));
  const add = tfFunction((variable: tf.Variable, by: tf.Tensor) => variable.assign(variable.add(by)));
  await add(counter, tf.scalar(10));
  await add(counter, tf.scalar(100));
  expect(number(counter)).toBe(111);
});

it("a graph whose model is gone is freed when another is made", async () => {
  const traced = tfFunction((config: Config) => one.mul(config.by));
  const collect = (globalThis as { gc?: () => void }).gc;
  for (let by = 0; by < 3; by++) await traced(new Config(by));
  collect?.();
  await traced(new Config(3));
  if (collect) expect(traced.explain().graphs.length).toBeLessThan(4);
});

it.each<[string, () => Promise<unknown>, RegExp]>([
  [
    "a list that holds itself",
    () => {
      const list: unknown[] = [one];
      list.push(list);
      return tfFunction((given: unknown[]) => given[0])(list);
    },
    /argument 1\[1\] is a list or an object that holds itself/,
  ],
  [
    "a generator",
    () =>
      tfFunction(function* (x: tf.Tensor) {
        yield x;
      })(one),
    /is a generator.*plain function/s,
  ],
  [
    "a Map of tensors as the result",
    () => tfFunction((x: tf.Tensor) => new Map([["x", x.mul(2)]]))(one),
    /tensors in a Map.*lists and plain objects/s,
  ],
  [
    "an instance with tensors deep in the result",
    () => tfFunction((x: tf.Tensor) => ({ made: [Object.assign(new Config(1), { x: x.mul(2) })] }))(one),
    /tensors in a Config \(its result\.made\[0\]\)/,
  ],
])("%s is refused", async (_, attempt, message) => {
  const failing = attempt();
  await expect(failing).rejects.toThrow(TracingError);
  await expect(attempt()).rejects.toThrow(message);
});

it.each<[string, (x: tf.Tensor) => unknown, unknown]>([
  ["nothing", () => undefined, undefined],
  ["null", () => null, null],
  ["a model", () => model, () => model],
  ["a number beside a tensor", (x) => ({ x, number: 3 }), { x: expect.any(tf.Tensor), number: 3 }],
])("%s may be the result, and is explained", async (_, fn, expected) => {
  const traced = tfFunction(fn);
  const result = await traced(one);
  if (typeof expected === "function") expect(result).toBe(expected());
  else expect(result).toEqual(expected);
  expect(traced.explain().graphs).toHaveLength(1);
});
const model = constantModel(1);

it("tensors of strings go in and out, and are explained", async () => {
  const traced = tfFunction((x: tf.Tensor) => x.reshape([2, 1]));
  expect(await (await traced(tf.tensor(["a", "b"]))).array()).toEqual([["a"], ["b"]]);
  expect(traced.explain().graphs[0]?.signature).toEqual(["string[2]"]);
});
