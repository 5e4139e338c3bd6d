/** Random functions give in a graph what they give operation by operation: results, gradients, and variables afterwards. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { setSeed } from "../../src/engine";
import { tfFunction } from "../../src/graph";
import { randomFrom, randomFunction } from "./randomFunction";

const count = Number(process.env.TRAINBOOK_CASES ?? 20);
const first = Number(process.env.TRAINBOOK_SEED ?? 1);
const seeds = Array.from({ length: count }, (_, index) => first + index);

type Values = Record<string, number[]>;

const valuesOf = (tensors: tf.NamedTensorMap): Values =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, Array.from(tensor.dataSync())]));

/** How far values lie apart, in parts of the largest: NaN is as good as NaN. */
function distances(found: Values, expected: Values): Record<string, number> {
  return Object.fromEntries(
    Object.entries(expected).map(([name, values]) => {
      const largest = Math.max(1, ...values.map(Math.abs));
      const apart = values.map((value, at) => {
        const other = found[name]?.[at] as number;
        return Number.isNaN(value) && Number.isNaN(other) ? 0 : Math.abs(value - other) / largest;
      });
      return [name, Math.max(...apart)];
    }),
  );
}

const NEAR = 2e-4;

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
    shift = 0,
  ) => {
    for (const [index, variable] of variables.entries()) variable.assign(start[index] as tf.Tensor);
    setSeed(seed);
    const results: Values[] = [];
    for (const { x, options } of calls) {
      const shifted = x.map((one) => one.add(shift));
      results.push(valuesOf(await run(shifted, options)));
      tf.dispose(shifted);
    }
    results.push(
      valuesOf(Object.fromEntries(variables.map((variable, index) => [`variable ${index}`, variable]))),
    );
    return results;
  };
  const expected = await outcome(fn);
  const traced = tfFunction(fn);
  const apartFrom = (results: Values[]) =>
    expected.map((values, call) => distances(results[call] as Values, values));
  const apart = [
    ...apartFrom(await outcome(traced)),
    ...apartFrom(await outcome(async (...args) => traced.sync(...args))),
  ];
  const isNear = apart.every((call) => Object.values(call).every((distance) => distance < NEAR));
  if (!isNear) {
    // Where a function is steep, or tips over, rounding counts as much as inputs that differ in their last digit.
    const steep = [...apartFrom(await outcome(fn, 1e-7)), ...apartFrom(await outcome(fn, -1e-7))];
    for (const [index, call] of apart.entries()) {
      for (const [name, distance] of Object.entries(call)) {
        const atMost = Math.max(
          NEAR,
          ...steep.filter((_, at) => (at - index) % expected.length === 0).map((one) => one[name] ?? 0),
        );
        expect([index, name, distance <= atMost ? "near" : distance]).toEqual([index, name, "near"]);
      }
    }
  }
  traced.dispose();
  tf.dispose([start, calls.map(({ x }) => x), variables]);
});
