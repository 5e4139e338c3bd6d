/** Random functions give in a graph what they give operation by operation: results, gradients, and variables afterwards. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { setSeed } from "../../src/engine";
import { tfFunction } from "../../src/graph";
import { randomFrom, randomFunction } from "./randomFunction";

const count = Number(process.env.TRAINBOOK_CASES ?? 40);
const first = Number(process.env.TRAINBOOK_SEED ?? 1);
const seeds = Array.from({ length: count }, (_, index) => first + index);

type Values = Record<string, number[]>;

const valuesOf = (tensors: tf.NamedTensorMap): Values =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, Array.from(tensor.dataSync())]));

function expectNear(found: Values, expected: Values): void {
  expect(Object.keys(found)).toEqual(Object.keys(expected));
  for (const [name, values] of Object.entries(expected)) {
    const largest = Math.max(1, ...values.map(Math.abs));
    const apart = values.map((value, at) => Math.abs(value - (found[name]?.[at] as number)) / largest);
    // NaN is as good as NaN.
    const worst = Math.max(
      ...apart.map((one, at) => (Number.isNaN(values[at]) && Number.isNaN(found[name]?.[at]) ? 0 : one)),
    );
    expect([name, worst < 2e-4 ? "near" : worst]).toEqual([name, "near"]);
  }
}

it.each(seeds)("seed %i", async (seed) => {
  const { fn, variables } = randomFunction(seed);
  const start = variables.map((variable) => variable.clone());
  const random = randomFrom(seed + 1);
  const calls = Array.from({ length: 3 }, (_, call) => ({
    x: [0, 1].map((index) => tf.randomUniform([3, 4], -2, 2, "float32", seed * 100 + call * 10 + index)),
    options: { repeats: random(4), isOdd: random(2) === 1 },
  }));
  const outcome = async (
    run: typeof fn | ((...args: Parameters<typeof fn>) => Promise<tf.NamedTensorMap>),
  ) => {
    for (const [index, variable] of variables.entries()) variable.assign(start[index] as tf.Tensor);
    setSeed(seed);
    const results: Values[] = [];
    for (const { x, options } of calls) results.push(valuesOf(await run(x, options)));
    results.push(
      valuesOf(Object.fromEntries(variables.map((variable, index) => [`variable ${index}`, variable]))),
    );
    return results;
  };
  const expected = await outcome(fn);
  const traced = tfFunction(fn);
  const found = await outcome(traced);
  for (const [index, values] of expected.entries()) expectNear(found[index] as Values, values);
  const again = await outcome(async (...args) => traced.sync(...args));
  for (const [index, values] of expected.entries()) expectNear(again[index] as Values, values);
  traced.dispose();
  tf.dispose([start, calls.map(({ x }) => x), variables]);
});
