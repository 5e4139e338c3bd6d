/** Graphs that compute in 16 bits. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { setSeed } from "../../src/engine";
import { CompiledStep, mixedPrecision, PolicyError, tfFunction } from "../../src/graph";

const { Policy, globalPolicy, setGlobalPolicy } = mixedPrecision;

let info: jest.SpyInstance;
beforeEach(() => {
  info = jest.spyOn(console, "info").mockImplementation(() => {});
});
afterEach(() => {
  setGlobalPolicy("float32");
  info.mockRestore();
});

describe("a policy", () => {
  it.each([
    ["float32", "float32"],
    ["mixed_float16", "float16"],
    ["mixed_bfloat16", "bfloat16"],
  ] as const)("named %s computes in %s, and keeps variables in float32", (name, computeDtype) => {
    expect(new Policy(name)).toMatchObject({ name, computeDtype, variableDtype: "float32" });
  });

  it("of another name is refused, with the names that there are", () => {
    const set = () => setGlobalPolicy("float16" as "float32");
    expect(set).toThrow(PolicyError);
    expect(set).toThrow('"float16"; there are float32, mixed_float16, mixed_bfloat16');
    expect(globalPolicy().name).toBe("float32");
  });

  it("takes no random numbers from a seed when it is set, though it measures the machine", () => {
    setSeed(1);
    const expected = Math.random();
    setSeed(1);
    setGlobalPolicy("mixed_float16");
    expect(Math.random()).toBe(expected);
  });

  it("is set by its name or as an object", () => {
    setGlobalPolicy(new Policy("mixed_bfloat16"));
    expect(globalPolicy().name).toBe("mixed_bfloat16");
  });
});

const precisions = [
  ["mixed_bfloat16", 2 ** -8],
  ["mixed_float16", 2 ** -11],
] as const;

describe.each(precisions)("under %s", (policy, precision) => {
  const weights = tf.variable(tf.randomNormal([64, 64], 0, 1, "float32", 2));
  const x = tf.randomNormal([64, 64], 0, 1, "float32", 1);
  const error = (y: tf.Tensor, exact: tf.Tensor) =>
    y.sub(exact).abs().max().div(exact.abs().max()).dataSync()[0] as number;

  it("a traced matrix product is rounded to 16 bits, and its result is float32", async () => {
    const product = tfFunction((of: tf.Tensor) => of.matMul(weights));
    const exact = x.matMul(weights);
    expect(error(await product(x), exact)).toBeLessThan(1e-6);
    setGlobalPolicy(policy);
    const rounded = await product(x);
    expect(rounded.dtype).toBe("float32");
    expect(error(rounded, exact)).toBeGreaterThan(1e-5);
    expect(error(rounded, exact)).toBeLessThan(4 * precision);
    setGlobalPolicy("float32");
    expect(error(await product(x), exact)).toBeLessThan(1e-6);
  });

  it("so are steps that are taken in one call", async () => {
    const sum = tf.variable(tf.zeros([2, 64]));
    const { computeDtype } = new Policy(policy);
    const add = (of: tf.Tensor) => sum.assign(sum.add(of.matMul(weights)));
    const exact = x.matMul(weights);
    const rows = tf.tensor2d([0, 1, 2, 3], [2, 2], "int32");
    const expected = exact.slice([0], [2]).add(exact.slice([2], [2]));
    await new CompiledStep(add).runMany(x, rows);
    expect(error(sum, expected)).toBeLessThan(1e-6);
    sum.assign(tf.zeros([2, 64]));
    await new CompiledStep(add, { computeDtype }).runMany(x, rows);
    expect(error(sum, expected)).toBeGreaterThan(1e-5);
    expect(error(sum, expected)).toBeLessThan(8 * precision);
  });
});

it("the gradients of two layers in float16 do not end the process, and are near to those in float32", async () => {
  const loss = (w1: tf.Tensor, b1: tf.Tensor, w2: tf.Tensor, b2: tf.Tensor) =>
    tf.ones([256, 4]).matMul(w1).add(b1).relu().matMul(w2).add(b2).square().mean();
  const gradients = tfFunction((...weights: tf.Tensor[]) =>
    tf.grads(loss as (...weights: tf.Tensor[]) => tf.Tensor)(weights),
  );
  const weights = [[4, 8], [8], [8, 1], [1]].map((shape) => tf.randomNormal(shape, 0, 1, "float32", 4));
  const exact = await gradients(...weights);
  setGlobalPolicy("mixed_float16");
  for (const [index, gradient] of (await gradients(...weights)).entries()) {
    const apart = gradient
      .sub(exact[index] as tf.Tensor)
      .abs()
      .max();
    expect(apart.div((exact[index] as tf.Tensor).abs().max()).dataSync()[0]).toBeLessThan(1e-2);
  }
});

it("one function has a graph for each policy", async () => {
  const product = tfFunction((of: tf.Tensor) => of.matMul(of));
  const x = tf.randomNormal([32, 32], 0, 1, "float32", 1);
  const exact = (await product(x)).arraySync();
  setGlobalPolicy("mixed_float16");
  expect((await product(x)).arraySync()).not.toEqual(exact);
  setGlobalPolicy("float32");
  expect((await product(x)).arraySync()).toEqual(exact);
});
