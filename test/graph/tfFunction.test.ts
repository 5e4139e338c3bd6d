/** TypeScript functions as graphs of TensorFlow: the same numbers as operation by operation. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { setSeed } from "../../src/engine";
import { everyCall, hostNumber, TracingError, tfFunction } from "../../src/graph";
import { call, gradientTape, losses, metrics, optimizers, schedules } from "../../src/training";

const numbers = (tensor: tf.Tensor) => Array.from(tensor.dataSync());

describe("a function through tfFunction", () => {
  it("gives what it gives without, by a promise and at once", async () => {
    const fn = (a: tf.Tensor2D, b: tf.Tensor2D) => tf.tidy(() => a.matMul(b).relu().add(1).sum(0));
    const compiled = tfFunction(fn);
    const [a, b] = [tf.randomNormal<tf.Rank.R2>([3, 4]), tf.randomNormal<tf.Rank.R2>([4, 2])];
    expect(numbers(await compiled(a, b))).toEqual(numbers(fn(a, b)));
    expect(numbers(compiled.sync(a, b))).toEqual(numbers(fn(a, b)));
  });

  it("takes and returns lists and objects of tensors, and other values", async () => {
    const scaled = tfFunction(({ x, y }: { x: tf.Tensor; y: tf.Tensor[] }, factor: number) => ({
      sums: y.map((one) => one.add(x)),
      scaled: x.mul(factor),
    }));
    const x = tf.tensor1d([1, 2]);
    const { sums, scaled: by3 } = await scaled({ x, y: [x, tf.scalar(10)] }, 3);
    expect([...sums, by3].map(numbers)).toEqual([
      [2, 4],
      [11, 12],
      [3, 6],
    ]);
    expect(numbers((await scaled({ x, y: [] }, 4)).scaled)).toEqual([4, 8]);
  });

  it("is traced once for each signature, and its effects on JavaScript's side happen then only", async () => {
    let runs = 0;
    let calls = 0;
    const squared = tfFunction((x: tf.Tensor) => {
      runs++;
      everyCall(() => calls++);
      return x.square();
    });
    for (const x of [tf.scalar(2), tf.scalar(3), tf.tensor1d([1, 2]), tf.tensor1d([4, 5])]) await squared(x);
    expect({ runs, calls }).toEqual({ runs: 2, calls: 4 });
  });

  it("reads variables as they are at each call, and other tensors from outside as they were", async () => {
    const variable = tf.variable(tf.scalar(1));
    const constant = tf.scalar(100);
    const sum = tfFunction((x: tf.Tensor) => x.add(variable).add(constant));
    expect(numbers(await sum(tf.scalar(1)))).toEqual([102]);
    variable.assign(tf.scalar(5));
    constant.dispose();
    expect(numbers(await sum(tf.scalar(1)))).toEqual([106]);
  });

  it("tells a variable from what it was made of, from a snapshot of it, and from another with the same values", async () => {
    const start = tf.tensor1d([1, 2]);
    const [one, other] = [tf.variable(start), tf.variable(tf.zeros([2]))];
    other.assign(one);
    const snapshot = one.clone();
    const step = tfFunction((by: tf.Scalar) => {
      one.assign(one.add(by));
      other.assign(other.sub(by));
      return [one, other, start, snapshot].map((tensor) => tensor.mul(1));
    });
    for (const by of [0, 10]) await step(tf.scalar(by));
    expect((await step(tf.scalar(0))).map(numbers)).toEqual([
      [11, 12],
      [-9, -8],
      [1, 2],
      [1, 2],
    ]);
    expect(numbers(start)).toEqual([1, 2]);
  });

  it("assigns variables at each call, and not while it is traced", async () => {
    const counter = tf.variable(tf.scalar(0));
    const count = tfFunction((by: tf.Scalar) => {
      counter.assign(counter.add(by));
      counter.assign(counter.add(by));
      return counter.mul(10);
    });
    const results = await Promise.all([1, 2, 3].map((by) => count(tf.scalar(by))));
    expect(results.map(numbers)).toEqual([[20], [60], [120]]);
    expect(numbers(counter)).toEqual([12]);
  });

  it("asks JavaScript for numbers at each call", async () => {
    let rate = 1;
    const scaled = tfFunction((x: tf.Tensor) => x.mul(hostNumber(() => rate++)));
    const results = [await scaled(tf.scalar(2)), await scaled(tf.scalar(2)), await scaled(tf.scalar(2))];
    expect(results.map(numbers)).toEqual([[2], [4], [6]]);
  });

  it("draws random numbers anew at each call, under a seed those that it draws without", async () => {
    const x = tf.ones([100]);
    const fn = () =>
      tf.tidy(() => [
        tf.dropout(x, 0.4),
        tf.randomNormal([3], 5).mul(2),
        tf.truncatedNormal([3]).add(tf.randomUniform([3], -1, 1)),
        tf.dropout(x.reshape([10, 10]), 0.4, [10, 1]),
      ]);
    const compiled = tfFunction(fn);
    setSeed(8);
    const expected = [fn(), fn(), fn()].map((results) => results.map(numbers));
    setSeed(8);
    const found = [await compiled(), await compiled(), await compiled()].map((results) =>
      results.map(numbers),
    );
    expect(found).toEqual(expected);
    expect(found[1]).not.toEqual(found[0]);
  });

  it("may call another", async () => {
    const twice = tfFunction((x: tf.Tensor) => x.mul(2));
    const fourTimes = tfFunction((x: tf.Tensor) => twice.sync(twice.sync(x)));
    expect(numbers(await fourTimes(tf.scalar(3)))).toEqual([12]);
  });

  it.each<[string, (x: tf.Tensor) => unknown, RegExp]>([
    [
      "reads a value",
      (x) => tf.scalar(x.dataSync()[0] as number),
      /a tensor's values are read.*return the tensor/s,
    ],
    ["prints one", (x) => x.print(), /a tensor's values are read/],
    [
      "makes a tensor of Math.random",
      (x) => x.add(tf.scalar(Math.random())),
      /made of random numbers.*tf.randomUniform/s,
    ],
    ["makes a variable", (x) => tf.variable(x), /a variable.* is made .*optimizers.Adam/s],
    ["is async", async (x) => x, /async.*without async/s],
  ])("that %s is an error with a way out, and leaves everything as it was", async (_, fn, message) => {
    const variable = tf.variable(tf.scalar(1));
    const x = tf.scalar(1);
    const before = tf.memory().numTensors;
    const compiled = tfFunction((input: tf.Tensor) => {
      variable.assign(variable.add(1));
      return fn(input);
    });
    await expect(compiled(x)).rejects.toThrow(message);
    await expect(compiled(x)).rejects.toThrow(TracingError);
    expect(numbers(variable)).toEqual([1]);
    expect(tf.memory().numTensors).toBe(before);
    expect(numbers(x.add(1))).toEqual([2]);
  });

  it("leaves no tensor but what it returns, and none of its own when it is disposed", async () => {
    const [x, constant] = [tf.tensor1d([1, 2, 3]), tf.tensor1d([4, 5, 6])];
    const before = tf.memory().numTensors;
    const scaled = tfFunction((input: tf.Tensor) =>
      tf.tidy(() => input.mul(constant).mul(hostNumber(() => 2))),
    );
    for (let round = 0; round < 10; round++) (await scaled(x)).dispose();
    scaled.sync(x).dispose();
    scaled.dispose();
    expect(tf.memory().numTensors).toBe(before);
    expect(numbers(await scaled(x))).toEqual([8, 20, 36]);
  });
});

describe("a training step through tfFunction", () => {
  const shown = (size: number) =>
    [
      tf.randomNormal([size, 8, 8, 1], 0, 1, "float32", 1),
      tf.randomUniform([size], 0, 3, "int32", 2),
    ] as const;

  function network(): tf.Sequential {
    setSeed(3);
    return tf.sequential({
      layers: [
        tf.layers.conv2d({ inputShape: [8, 8, 1], filters: 4, kernelSize: 3, activation: "relu" }),
        tf.layers.maxPooling2d({ poolSize: 2 }),
        tf.layers.batchNormalization(),
        tf.layers.flatten(),
        tf.layers.dropout({ rate: 0.3 }),
        tf.layers.dense({ units: 3, activation: "softmax" }),
      ],
    });
  }

  function training(optimizer: InstanceType<(typeof optimizers)["SGD"]>) {
    const model = network();
    const loss = new losses.SparseCategoricalCrossentropy();
    const accuracy = new metrics.SparseCategoricalAccuracy();
    const step = (x: tf.Tensor, y: tf.Tensor) =>
      tf.tidy(() => {
        const { value, gradients } = gradientTape(() => {
          const predictions = call(model, x, { training: true });
          accuracy.updateState(y, predictions);
          return loss(y, predictions);
        }, model.trainableWeights);
        optimizer.applyGradients(gradients);
        return value;
      });
    return { model, step, accuracy };
  }

  const learningRate = new schedules.ExponentialDecay({
    initialLearningRate: 0.01,
    decaySteps: 3,
    decayRate: 0.5,
  });
  const { LossScale: _, ...plain } = optimizers;
  const made = Object.entries(plain).map(
    ([name, Optimizer]) => [name, () => new Optimizer({ learningRate }) as never] as const,
  );

  it.each(made)("trains with %s and a schedule as operation by operation", async (_, optimizer) => {
    const [x, y] = shown(16);
    const [lastX, lastY] = shown(5);
    const eager = training(optimizer());
    const compiled = training(optimizer());
    const step = tfFunction(compiled.step);
    for (let round = 0; round < 8; round++) {
      setSeed(round);
      const batch = round % 3 === 2 ? ([lastX, lastY] as const) : ([x, y] as const);
      const [expected] = numbers(eager.step(...batch));
      setSeed(round);
      const [found] = numbers(await step(...batch));
      expect(found).toBeCloseTo(expected as number, 5);
    }
    expect(compiled.accuracy.result()).toBeCloseTo(eager.accuracy.result(), 6);
    const [expected, found] = [eager, compiled].map(({ model }) => model.getWeights().map(numbers));
    for (const [index, weight] of (expected ?? []).entries()) {
      for (const [at, value] of weight.entries()) expect(found?.[index]?.[at]).toBeCloseTo(value, 4);
    }
  });
});
