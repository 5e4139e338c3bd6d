/** Dry runs: what a function would do, while everything stays as it was. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { setSeed } from "../../src/engine";
import { dryRuns, tfFunction } from "../../src/graph";
import { call, gradientTape, losses, optimizers } from "../../src/training";

const x = tf.tensor2d([
  [1, 2],
  [3, 4],
]);
const labels = tf.tensor1d([0, 1], "int32");
const turned = tf.tensor1d([1, 0], "int32");

function stepOf() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 8, inputShape: [2] }));
  model.add(tf.layers.dropout({ rate: 0.5 }));
  model.add(tf.layers.dense({ units: 2, activation: "softmax" }));
  const lossOf = new losses.SparseCategoricalCrossentropy();
  const optimizer = new optimizers.Adam();
  const step = (images: tf.Tensor, given: tf.Tensor) =>
    tf.tidy(() => {
      const measure = () => lossOf(given, call(model, images, { training: true }));
      const { value, gradients } = gradientTape(measure, model.trainableWeights);
      optimizer.applyGradients(gradients);
      return value;
    });
  return { model, optimizer, step };
}

const numbersOf = (model: tf.LayersModel) => model.getWeights().map((weight) => [...weight.dataSync()]);

test("a dry run gives the result and what would be assigned, and assigns nothing", () => {
  const { model, optimizer, step } = stepOf();
  const before = numbersOf(model);
  const [run] = dryRuns(step, [[x, labels]]) as [ReturnType<typeof dryRuns>[number]];
  const [loss] = (run.result as tf.Tensor).dataSync();
  expect(loss).toBeGreaterThan(0);
  const kernel = [...run.assigned].find(([{ name }]) => name.includes("kernel"));
  expect([...(kernel?.[1].dataSync() ?? [])]).not.toEqual(before[0]);
  expect(numbersOf(model)).toEqual(before);
  expect(optimizer.iterations).toBe(0);
});

test("each dry run draws the same random numbers, and uses none up", () => {
  setSeed(3);
  const expected = Math.random();
  setSeed(3);
  const runs = dryRuns(stepOf().step, [
    [x, labels],
    [x, labels],
  ]);
  const [first, second] = runs.map(({ result }) => (result as tf.Tensor).dataSync()[0]);
  expect(first).toBe(second);
  setSeed(3);
  dryRuns(() => tf.dropout(x, 0.5), [[]]);
  expect(Math.random()).toBe(expected);
});

test.each([
  [
    "a function of tfFunction's, inside",
    (step: ReturnType<typeof stepOf>["step"]) => tfFunction(step).sync,
    true,
  ],
  [
    "an async function",
    (step: ReturnType<typeof stepOf>["step"]) => async (a: tf.Tensor, b: tf.Tensor) => step(a, b),
    false,
  ],
])("a dry run of %s tells what it would assign", (_, wrapped, hasResult) => {
  const runs = dryRuns(wrapped(stepOf().step) as (...args: tf.Tensor[]) => unknown, [
    [x, labels],
    [x, turned],
  ]);
  expect(runs.map(({ isPromised }) => isPromised)).toEqual([!hasResult, !hasResult]);
  expect(runs.every(({ assigned }) => assigned.size >= 4)).toBe(true);
});

test("a second dry run leaves no tensor behind", () => {
  const { step } = stepOf();
  const dispose = (runs: ReturnType<typeof dryRuns>) => {
    for (const { result, assigned } of runs) tf.dispose([result as tf.Tensor, ...assigned.values()]);
  };
  // The optimizer makes its moments when it is first traced.
  dispose(dryRuns(step, [[x, labels]]));
  const { numTensors } = tf.memory();
  dispose(dryRuns(step, [[x, labels]]));
  expect(tf.memory().numTensors).toBe(numTensors);
});

test("a dry run tells what functions made by tfFunction would assign, which the function calls", () => {
  const [inside, outside, both] = [1, 1, 1].map((one) => tf.variable(tf.scalar(one) as tf.Tensor)) as [
    tf.Variable,
    tf.Variable,
    tf.Variable,
  ];
  const graph = tfFunction((value: tf.Tensor) => {
    inside.assign(value);
    both.assign(value);
    return value;
  });
  const step = (value: tf.Tensor) => {
    const result = graph(value);
    outside.assign(value.add(1));
    both.assign(value.add(2));
    return result;
  };
  const [run] = dryRuns(step, [[tf.scalar(3)]]) as [ReturnType<typeof dryRuns>[number]];
  expect([...run.assigned.keys()]).toEqual(expect.arrayContaining([inside, outside, both]));
  expect([...run.assignedInside]).toEqual([inside]);
});
