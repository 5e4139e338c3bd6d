/** Training in 16 bits: variables, and the arithmetic of optimizers and statistics, stay in float32, as in Keras. */
import { execFileSync } from "node:child_process";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { environmentExecutable, setSeed } from "../../src/engine";
import { mixedPrecision, type PolicyName, tfFunction } from "../../src/graph";
import { fit, gradientTape, optimizers } from "../../src/training";

type Name = Exclude<keyof typeof optimizers, "LossScale">;

const usual: [Name, Record<string, number>][] = [
  ["SGD", { learningRate: 0.01 }],
  ["RMSprop", { learningRate: 0.001 }],
  ["Adam", { learningRate: 0.001 }],
];
const others: typeof usual = [
  ["SGD", { learningRate: 0.01, momentum: 0.9 }],
  ["AdamW", { learningRate: 0.001 }],
  ["Adagrad", { learningRate: 0.01 }],
  ["Adadelta", { learningRate: 0.5 }],
  ["Adamax", { learningRate: 0.001 }],
  ["Nadam", { learningRate: 0.001 }],
];
/** Keras takes a minute for all of them. */
const tried = process.env.TRAINBOOK_CASES ? [...usual, ...others] : usual;
const policies: PolicyName[] = ["mixed_bfloat16", "mixed_float16"];

/** Bits of float32 that a number of 16 bits does not have. */
const missingBits: Partial<Record<PolicyName, number>> = { mixed_bfloat16: 0xffff, mixed_float16: 0x1fff };

const EPOCHS = 50;
const x = tf.randomUniform([128, 8, 8, 1], 0, 1, "float32", 3);
const y = tf.randomUniform([128], 0, 4, "int32", 4);

function modelOf(): tf.Sequential {
  setSeed(1);
  const { layers } = tf;
  return tf.sequential({
    layers: [
      layers.conv2d({ filters: 8, kernelSize: 3, inputShape: [8, 8, 1], activation: "relu", useBias: false }),
      layers.batchNormalization({ epsilon: 1e-3 }),
      layers.flatten(),
      layers.dense({ units: 16, activation: "relu" }),
      layers.dense({ units: 4, activation: "softmax" }),
    ],
  });
}

const numbersOf = (weights: readonly tf.Tensor[]) =>
  Float32Array.from(weights.flatMap((weight) => Array.from(weight.dataSync())));

async function trained(policy: PolicyName, optimizer: tf.Optimizer): Promise<Float32Array> {
  mixedPrecision.setGlobalPolicy(policy);
  const model = modelOf();
  model.compile({ optimizer, loss: "sparse_categorical_crossentropy" });
  await fit(model, x, y, { batchSize: 32, epochs: EPOCHS, shuffle: false, verbose: 0 });
  const weights = numbersOf(model.getWeights());
  model.dispose();
  return weights;
}

const norm = (values: Float32Array) => Math.hypot(...values);
const distance = (a: Float32Array, b: Float32Array) =>
  norm(a.map((value, at) => value - (b[at] as number))) / norm(b);

/** How many of the weights are numbers of 16 bits. */
function shareOf16Bits(weights: Float32Array, policy: PolicyName): number {
  const bits = new Uint32Array(weights.buffer);
  return bits.filter((one) => (one & (missingBits[policy] as number)) === 0).length / bits.length;
}

let ofKeras: Record<PolicyName, number>[];

beforeAll(() => {
  jest.spyOn(console, "info").mockImplementation(() => {});
  const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const question = {
    x: Array.from(x.dataSync()),
    y: Array.from(y.dataSync()),
    epochs: EPOCHS,
    // In Keras's order.
    weights: modelOf()
      .layers.flatMap((layer) => layer.getWeights())
      .map((weight) => Array.from(weight.dataSync())),
    policies,
    optimizers: tried.map(([name, options]) => [
      name,
      Object.fromEntries(Object.entries(options).map(([option, value]) => [snakeCase(option), value])),
    ]),
  };
  const script = path.join(__dirname, "keras_mixed_precision.py");
  const answer = execFileSync(environmentExecutable("python"), [script], {
    input: JSON.stringify(question),
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: "3" },
    stdio: ["pipe", "pipe", "pipe"],
  });
  ofKeras = JSON.parse(answer.toString());
}, 600_000);

afterEach(() => mixedPrecision.setGlobalPolicy("float32"));

const made = ([name, options]: (typeof tried)[number]) =>
  new (optimizers[name] as new (options: object) => tf.Optimizer)(options);

describe.each(policies)("under %s", (policy) => {
  it("optimizers train weights of 32 bits, in the mean as near to float32 as Keras's", async () => {
    const table: Record<string, string>[] = [];
    const ratios: number[] = [];
    for (const [index, row] of tried.entries()) {
      const exact = await trained("float32", made(row));
      const weights = await trained(policy, made(row));
      const share = shareOf16Bits(weights, policy);
      const [here, there] = [distance(weights, exact), ofKeras[index]?.[policy] as number];
      table.push({
        optimizer: `${row[0]} ${JSON.stringify(row[1])}`,
        share: share.toFixed(4),
        here: here.toFixed(4),
        keras: there.toFixed(4),
      });
      ratios.push(here / there);
      expect(share).toBeLessThan(0.02);
    }
    if (process.env.TRAINBOOK_CASES) console.table(table);
    const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
    expect(mean).toBeLessThan(2);
  });

  it.each<[string, () => tf.Optimizer]>([
    ["tf.train.sgd", () => tf.train.sgd(0.01)],
    ["tf.train.adam", () => tf.train.adam(0.001)],
  ])("%s trains weights of 32 bits", async (_, make) => {
    expect(shareOf16Bits(await trained(policy, make()), policy)).toBeLessThan(0.02);
  });

  it("small steps of a custom loop are not lost", async () => {
    const weight = tf.variable(tf.ones([1, 1]));
    const sgd = new optimizers.SGD({ learningRate: 1e-4 });
    const step = tfFunction((inputs: tf.Tensor) => {
      const { gradients } = gradientTape(() => inputs.matMul(weight).mean().asScalar(), [weight]);
      sgd.applyGradients(gradients);
    });
    mixedPrecision.setGlobalPolicy(policy);
    for (let round = 0; round < 20; round++) await step(tf.ones([4, 1]));
    expect(weight.dataSync()[0]).toBeCloseTo(0.998, 5);
  });

  it("neither are those of tfjs's minimize", async () => {
    const weight = tf.variable(tf.ones([1, 1]));
    const sgd = tf.train.sgd(1e-4);
    const step = tfFunction((inputs: tf.Tensor) => {
      sgd.minimize(() => inputs.matMul(weight).mean().asScalar(), false, [weight]);
    });
    mixedPrecision.setGlobalPolicy(policy);
    for (let round = 0; round < 20; round++) await step(tf.ones([4, 1]));
    expect(weight.dataSync()[0]).toBeCloseTo(0.998, 5);
  });
});
