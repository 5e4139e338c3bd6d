/** Optimizers, beside Keras's own on the same gradients. */
import { execFileSync } from "node:child_process";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { environmentExecutable, SeededRandom } from "../../../src/engine";
import { type KerasOptimizer, OptimizerError, optimizers } from "../../../src/training/optimizers";
import { schedules } from "../../../src/training/schedules";

const SEED = 77;
const STEPS = 20;
const random = new SeededRandom(SEED);
const shapes = [[4, 3], [5], [2, 2, 2]];
const numbers = (shape: number[]) => {
  const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.normal());
  return tf.util.toNestedArray(shape, values) as number[];
};
const weights = shapes.map(numbers);
const gradients = Array.from({ length: STEPS }, () => shapes.map(numbers));

const { LossScale: _, ...plain } = optimizers;
type Name = keyof typeof plain;
const decay = { initialLearningRate: 0.05, decaySteps: 7, decayRate: 0.5 };

/** Each with Keras's defaults, and with each of its options. */
const cases: [name: Name, options: Record<string, number | boolean>, follows?: "schedule"][] = [
  ...(Object.keys(plain) as Name[]).map((name): [Name, Record<string, number>] => [name, {}]),
  ["SGD", { learningRate: 0.1, momentum: 0.9 }],
  ["SGD", { momentum: 0.8, nesterov: true, clipvalue: 0.5 }],
  ["SGD", { weightDecay: 0.1, clipnorm: 0.7 }],
  ["RMSprop", { learningRate: 0.01, rho: 0.8, momentum: 0.5, epsilon: 1e-3 }],
  ["RMSprop", { centered: true, globalClipnorm: 1.5 }],
  ["Adam", { learningRate: 0.01, beta1: 0.8, beta2: 0.9, epsilon: 1e-2, amsgrad: true }],
  ["Adam", { weightDecay: 0.2 }, "schedule"],
  ["AdamW", { weightDecay: 0.1, learningRate: 0.02 }],
  ["Adagrad", { learningRate: 0.1, initialAccumulatorValue: 0.5, epsilon: 1e-3 }],
  ["Adadelta", { learningRate: 1, rho: 0.9, epsilon: 1e-4 }],
  ["Adamax", { learningRate: 0.1, beta1: 0.7, beta2: 0.9 }],
  ["Nadam", { learningRate: 0.05, beta1: 0.8, beta2: 0.99 }, "schedule"],
];

const snakeCase = (options: object) =>
  Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name.replace(/(?<=beta)\d|[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      // Keras takes whole numbers for no learning rate.
      value === 1 ? 1.000000001 : value,
    ]),
  );

function made(name: Name, options: object, follows?: "schedule"): KerasOptimizer {
  const learningRate = follows && { learningRate: new schedules.ExponentialDecay(decay) };
  return new plain[name]({ ...options, ...learningRate });
}

/** Variables that have the weights of the test. */
const variables = () => weights.map((weight) => tf.variable(tf.tensor(weight)));

function apply(optimizer: KerasOptimizer, to: tf.Variable[], step: number): void {
  tf.tidy(() =>
    optimizer.applyGradients(
      to.map(({ name }, index) => ({ name, tensor: tf.tensor(gradients[step]?.[index] as number[]) })),
    ),
  );
}

let expected: number[][][];
beforeAll(() => {
  const asked = cases.map(([name, options, follows]) => [
    name,
    snakeCase(options),
    follows ? snakeCase(decay) : null,
  ]);
  const script = path.join(__dirname, "keras_optimizers.py");
  const printed = execFileSync(environmentExecutable("python"), [script], {
    input: JSON.stringify({ weights, gradients, optimizers: asked }),
    encoding: "utf8",
    stdio: "pipe",
  });
  expected = JSON.parse(printed);
}, 120_000);

test.each(cases.map((tried, index) => [tried[0], JSON.stringify(tried[1]), tried[2] ?? "", index] as const))(
  `%s(%s) %s ends where Keras's does after ${STEPS} steps of seed ${SEED}`,
  (_name, _options, _follows, index) => {
    const [name, options, follows] = cases[index] as (typeof cases)[number];
    const optimizer = made(name, options, follows);
    const to = variables();
    for (let step = 0; step < STEPS; step++) apply(optimizer, to, step);
    for (const [at, variable] of to.entries()) {
      const theirs = tf.tensor(expected[index]?.[at] as number[]);
      const off = Number(variable.sub(theirs).abs().max().div(theirs.abs().max()).dataSync()[0]);
      expect({ at, off, isClose: off < 1e-6 }).toMatchObject({ isClose: true });
    }
  },
);

test("an optimizer leaves no tensor behind but its slots, and none when it is disposed", () => {
  const to = variables();
  const before = tf.memory().numTensors;
  const optimizer = new optimizers.Adam();
  apply(optimizer, to, 0);
  expect(tf.memory().numTensors).toBe(before + 2 * shapes.length);
  apply(optimizer, to, 1);
  expect(tf.memory().numTensors).toBe(before + 2 * shapes.length);
  optimizer.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test("an optimizer goes on from the weights of another", async () => {
  const one = new optimizers.Nadam();
  const to = variables();
  for (let step = 0; step < 5; step++) apply(one, to, step);
  const other = new optimizers.Nadam();
  await other.setWeights(await one.getWeights());
  expect(other.iterations).toBe(5);
  const copies = to.map((variable) => variable.clone());
  apply(one, to, 5);
  const after = to.map((variable) => variable.arraySync());
  for (const [index, copy] of copies.entries()) to[index]?.assign(copy);
  apply(other, to, 5);
  expect(to.map((variable) => variable.arraySync())).toEqual(after);
});

test("model.compile of tfjs takes one, and its fit trains with it", async () => {
  const model = tf.sequential({
    layers: [tf.layers.dense({ units: 1, inputShape: [2], kernelInitializer: "zeros" })],
  });
  model.compile({ optimizer: new optimizers.AdamW({ learningRate: 0.05 }), loss: "meanSquaredError" });
  const x = tf.randomNormal([64, 2], 0, 1, "float32", SEED);
  const { history } = await model.fit(x, x.sum(1, true), { epochs: 20, verbose: 0 });
  const losses = history.loss as number[];
  expect(losses.at(-1)).toBeLessThan((losses[0] as number) / 2);
});

test("the learning rate can be read and set; a schedule's only by another", () => {
  const optimizer = new optimizers.SGD();
  expect(optimizer.learningRate).toBe(0.01);
  optimizer.learningRate = 0.5;
  expect(optimizer.learningRate).toBe(0.5);
  optimizer.learningRate = new schedules.ExponentialDecay(decay);
  expect(optimizer.learningRate).toBe(0.05);
  expect(() => {
    optimizer.learningRate = 0.1;
  }).toThrow(OptimizerError);
});

test("what does not fit is refused", () => {
  expect(() => new optimizers.Adam({ clipnorm: 1, clipvalue: 1 })).toThrow(OptimizerError);
  const gradient = [{ name: "nowhere", tensor: tf.scalar(1) }];
  expect(() => new optimizers.Adam().applyGradients(gradient)).toThrow(
    'there is no variable named "nowhere"',
  );
});
