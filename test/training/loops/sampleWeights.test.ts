/** Weights of samples for models with several outputs. Numbers are those of keras 3.15.1. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { Dataset } from "../../../src/data/pipeline";
import { computeLoss, evaluate, fit, optimizers, TrainingDataError } from "../../../src/training";

const silent = { verbose: 0 } as const;
const x = tf.tensor2d([[1], [2], [3]]);
const [ya, yb] = [tf.zeros([3, 1]), tf.ones([3, 1])];
const weights = tf.tensor1d([1, 2, 3]);

/** Each output is the input. */
function twoOutputs(): tf.LayersModel {
  const input = tf.input({ shape: [1] });
  const output = (name: string) =>
    tf.layers
      .dense({ units: 1, useBias: false, kernelInitializer: "ones", name })
      .apply(input) as tf.SymbolicTensor;
  const model = tf.model({ inputs: input, outputs: [output("a"), output("b")] });
  model.compile({
    optimizer: new optimizers.SGD({ learningRate: 0 }),
    loss: "mse",
    metrics: [["mae"], ["mae"]],
    weightedMetrics: [["mae"], ["mae"]],
  });
  return model;
}

const ofA = {
  loss: 13.666667,
  a_loss: 12,
  b_loss: 1.6666666,
  a_mae: 2,
  b_mae: 1,
  a_weighted_mae: 2.3333333,
  b_weighted_mae: 1,
};
const ofBoth = { ...ofA, loss: 16.666666, b_loss: 4.6666665, b_weighted_mae: 1.3333333 };
const ofEach = { ...ofBoth, loss: 21.333332, b_loss: 9.333333 };

function expectLogs(logs: Record<string, number | undefined>, wanted: Record<string, number>): void {
  expect(Object.keys(logs).sort()).toEqual(Object.keys(wanted).sort());
  for (const [name, value] of Object.entries(wanted)) expect(logs[name]).toBeCloseTo(value, 5);
}

const lastOf = (history: Record<string, number[]>) =>
  Object.fromEntries(Object.entries(history).map(([name, values]) => [name, values.at(-1)]));

const twice = tf.mul(weights, 2) as tf.Tensor1D;
const given = [
  ["a list with null", [weights, null], ofA],
  ["names with null", { a: weights, b: null }, ofA],
  ["the name of one output", { a: weights }, ofA],
  ["lists of numbers", [[1, 2, 3], null], ofA],
  ["a list for each", [weights, twice], ofEach],
  [
    "lists of numbers for each",
    [
      [1, 2, 3],
      [2, 4, 6],
    ],
    ofEach,
  ],
  ["one tensor", weights, ofBoth],
  ["a column", weights.expandDims(1), ofBoth],
  ["one list of numbers", [1, 2, 3], ofBoth],
] as const;

describe.each([true, false])("with runEagerly: %s", (runEagerly) => {
  it.each(given)("fit, its validation and evaluate take %s", async (_, sampleWeight, wanted) => {
    const options = { sampleWeight, runEagerly, ...silent };
    expectLogs(await evaluate(twoOutputs(), x, [ya, yb], options), wanted);
    const { history } = await fit(twoOutputs(), x, [ya, yb], {
      ...options,
      validationData: [x, [ya, yb], sampleWeight],
    });
    const validated = Object.entries(wanted).map(([name, value]) => [`val_${name}`, value]);
    expectLogs(lastOf(history), { ...wanted, ...Object.fromEntries(validated) });
  });

  it.each(given)("batches of a generator hold %s", async (_, sampleWeight, wanted) => {
    const batches = () => [[x.clone(), [ya.clone(), yb.clone()], copied(sampleWeight)]];
    const { history } = await fit(twoOutputs(), batches, { runEagerly, ...silent });
    expectLogs(lastOf(history), wanted);
  });
});

/** Keras has its generators free nothing; what these yield is freed. */
function copied(part: unknown): unknown {
  if (part instanceof tf.Tensor) return part.clone();
  if (Array.isArray(part)) return part.map(copied);
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([name, one]) => [name, copied(one)]));
}

it.each([
  ["one tensor", (w: tf.Tensor) => w, ofBoth],
  ["a list", (w: tf.Tensor) => [w, w.mul(2)], ofEach],
  ["names", (w: tf.Tensor) => ({ b: w.mul(2), a: w }), ofEach],
  ["one name", (w: tf.Tensor) => ({ a: w }), ofA],
])("the third part of a dataset's elements may be %s", async (_, make, wanted) => {
  const data = Dataset.fromTensorSlices([x, ya, yb, weights])
    .batch(3)
    .map(([one, a, b, w]) => [one, [a, b], make(w as tf.Tensor)]);
  expectLogs(await evaluate(twoOutputs(), data as never, silent), wanted);
});

it("computeLoss takes null for an output whose samples count alike", () => {
  const measured = { y: [ya, yb], yPred: [x, x], sampleWeight: [weights, null] };
  expect(computeLoss(twoOutputs(), measured).dataSync()[0]).toBeCloseTo(ofA.loss, 5);
});

it("weights that do not fit the outputs are named, and leave nothing behind", async () => {
  const model = twoOutputs();
  const run = (sampleWeight: unknown) =>
    evaluate(model, x, [ya, yb], { sampleWeight: sampleWeight as never, ...silent });
  await run(weights);
  const before = tf.memory().numTensors;
  await expect(run([weights])).rejects.toThrow(
    "evaluate: sampleWeight: the model has 2 (a, b), found a list of 1.\n  → give weights for each output, null",
  );
  await expect(run({ c: weights })).rejects.toThrow('the model has 2 (a, b), found one for "c"');
  await expect(
    run([
      [1, 2, 3],
      [[1, 2], [3]],
    ]),
  ).rejects.toThrow('sampleWeight of the output "b": the rows');
  await expect(run([[1, 2, 3], null, null])).rejects.toThrow(TrainingDataError);
  expect(tf.memory().numTensors).toBe(before);
});
