/** Calls of traced functions that share variables, beside what the program does meanwhile. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { mixedPrecision, TracingError, tfFunction } from "../../src/graph";

const number = (tensor: tf.Tensor) => tensor.dataSync()[0] as number;
const scalars = (...values: number[]) => values.map((value) => tf.variable(tf.scalar(value)));

/** Takes long enough for the program to go on. */
const slowZero = (x: tf.Tensor2D) => {
  let product = x;
  for (let round = 0; round < 8; round++) product = tf.matMul(product, x).mul(0.001);
  return product.sum().mul(0);
};
const large = tf.randomNormal([400, 400], 0, 1, "float32", 1) as tf.Tensor2D;

/** Adds to a variable, and gives its new value. */
function adder(variable: tf.Variable) {
  return tfFunction((by: tf.Tensor, x: tf.Tensor2D) => {
    variable.assign(variable.add(by).add(slowZero(x)));
    return variable.mul(1);
  });
}

describe("a call", () => {
  it("computes with the variables of the time when it was made", async () => {
    const [weight] = scalars(2) as [tf.Variable];
    const times = tfFunction((x: tf.Tensor) => x.mul(weight));
    const calls = [1, 2, 3].map((value) => times(tf.scalar(value)));
    weight.assign(tf.scalar(100));
    expect((await Promise.all(calls)).map(number)).toEqual([2, 4, 6]);
    expect(number(await times(tf.scalar(1)))).toBe(100);
  });

  it("sees what calls made before it assign, and not what the program assigns after it was made", async () => {
    const [counter] = scalars(0) as [tf.Variable];
    const add = adder(counter);
    const calls = [add(tf.scalar(1), large), add(tf.scalar(10), large)];
    counter.assign(tf.scalar(1000));
    const later = add(tf.scalar(100), large);
    expect((await Promise.all(calls)).map(number)).toEqual([1, 11]);
    expect(number(await later)).toBe(1100);
    expect(number(counter)).toBe(1100);
  });

  it("does not undo what the program assigns while it is under way", async () => {
    const [counter] = scalars(0) as [tf.Variable];
    const call = adder(counter)(tf.scalar(1), large);
    await new Promise((resolve) => setImmediate(resolve));
    counter.assign(tf.scalar(1000));
    expect(number(await call)).toBe(1);
    expect(number(counter)).toBe(1000);
  });

  it("that fails assigns nothing, and the next is given what there was before", async () => {
    const [counter] = scalars(5) as [tf.Variable];
    const add = adder(counter);
    const failing = tfFunction((index: tf.Tensor1D, x: tf.Tensor2D) => {
      counter.assign(counter.add(slowZero(x)).add(tf.gather(tf.tensor1d([1, 2]), index).sum()));
    });
    const failed = failing(tf.tensor1d([7], "int32"), large);
    const next = add(tf.scalar(1), large);
    await expect(failed).rejects.toThrow("indices");
    expect(number(await next)).toBe(6);
    expect(number(counter)).toBe(6);
  });

  it("ends where its variable is disposed meanwhile", async () => {
    const [counter] = scalars(1) as [tf.Variable];
    const call = adder(counter)(tf.scalar(1), large);
    counter.dispose();
    expect(number(await call)).toBe(2);
  });

  it("ends where its function is disposed meanwhile", async () => {
    const [counter] = scalars(1) as [tf.Variable];
    const add = adder(counter);
    const calls = [add(tf.scalar(1), large), add(tf.scalar(1), large)];
    add.dispose();
    expect((await Promise.all(calls)).map(number)).toEqual([2, 3]);
  });

  it("has the policy of the time when it was made", async () => {
    jest.spyOn(console, "warn").mockImplementation(() => {});
    const product = tfFunction((x: tf.Tensor2D) => tf.matMul(x, x));
    const exact = await product(large);
    const calls = [product(large), product(large)];
    mixedPrecision.setGlobalPolicy("mixed_bfloat16");
    try {
      for (const call of calls) expect((await call).sub(exact).abs().max().dataSync()[0]).toBe(0);
    } finally {
      mixedPrecision.setGlobalPolicy("float32");
    }
  });
});

describe("sync", () => {
  it("runs beside a call that assigns none of its variables", async () => {
    const [counter, weight] = scalars(0, 3) as [tf.Variable, tf.Variable];
    const call = adder(counter)(tf.scalar(1), large);
    expect(number(tfFunction((x: tf.Tensor) => x.mul(weight)).sync(tf.scalar(2)))).toBe(6);
    await call;
    expect(number(counter)).toBe(1);
  });

  it("is refused where a call under way assigns what it reads", async () => {
    const [counter] = scalars(0) as [tf.Variable];
    const call = adder(counter)(tf.scalar(1), large);
    const read = tfFunction(() => counter.mul(2));
    expect(() => read.sync()).toThrow(TracingError);
    expect(() => read.sync()).toThrow(/while a call that assigns it is under way.*await the earlier call/s);
    await call;
    expect(number(read.sync())).toBe(2);
  });

  it("assigns after a call that was made before and has not ended", async () => {
    const [counter] = scalars(0) as [tf.Variable];
    const call = adder(counter)(tf.scalar(1), large);
    tfFunction(() => {
      counter.assign(tf.scalar(50));
    }).sync();
    expect(number(await call)).toBe(1);
    expect(number(counter)).toBe(50);
  });
});

/** Calls, assignments and waits in any order, and what a program without any haste computes. */
it.each(Array.from({ length: Number(process.env.TRAINBOOK_CASES ?? 20) }, (_, seed) => seed))(
  "random programs give what they give one step after the other (seed %i)",
  async (seed) => {
    let state = seed + 1;
    const random = (below: number) => {
      state = (state * 48271) % 2147483647;
      return state % below;
    };
    const start = [1, 2, 3];
    const variables = scalars(...start);
    const values = [...start];
    const before = tf.memory().numTensors;
    const pair = (to: number, from: number) =>
      tfFunction((by: tf.Tensor, x: tf.Tensor2D) => {
        const [target, source] = [variables[to], variables[from]] as [tf.Variable, tf.Variable];
        target.assign(source.mul(0.5).add(by).add(slowZero(x)));
        return target.add(source);
      });
    const functions = [0, 1, 2].flatMap((to) => [0, 1, 2].map((from) => ({ to, from, fn: pair(to, from) })));
    const failing = tfFunction((index: tf.Tensor1D) => {
      variables[0]?.assign(tf.gather(tf.tensor1d([1, 2]), index).sum());
    });
    const small = large.slice([0, 0], [64, 64]);
    const [found, expected, failed]: [Promise<number>[], number[], Promise<void>[]] = [[], [], []];
    for (let step = 0; step < 40; step++) {
      const what = random(10);
      if (what < 6) {
        const { to, from, fn } = functions[random(9)] as (typeof functions)[number];
        const by = random(100);
        const given = tf.scalar(by);
        found.push(fn(given, small).then((sum) => tf.tidy(() => number(sum))));
        given.dispose();
        values[to] = (values[from] as number) * 0.5 + by;
        expected.push((values[to] as number) + (values[from] as number));
      } else if (what < 8) {
        const [at, value] = [random(3), random(100)];
        tf.tidy(() => variables[at]?.assign(tf.scalar(value)));
        values[at] = value;
      } else if (what === 8) {
        const index = tf.tensor1d([9], "int32");
        failed.push(expect(failing(index)).rejects.toThrow("indices"));
        index.dispose();
      } else await found.at(-1);
    }
    await Promise.all(failed);
    const results = await Promise.all(found);
    for (const [index, result] of results.entries()) expect(result).toBeCloseTo(expected[index] as number, 3);
    for (const [at, variable] of variables.entries())
      expect(number(variable)).toBeCloseTo(values[at] as number, 3);
    for (const { fn } of functions) fn.dispose();
    failing.dispose();
    expect(tf.memory().numTensors - before).toBe(1 + results.length);
  },
);
