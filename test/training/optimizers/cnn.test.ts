/** A small network, trained with each optimizer from the same weights, ends where Keras's ends. */
import { execFileSync } from "node:child_process";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { environmentExecutable, SeededRandom, setSeed } from "../../../src/engine";
import { fit } from "../../../src/training";

const names = ["sgd", "rmsprop", "adam", "adamw", "adagrad", "adadelta", "adamax", "nadam"] as const;
const seed = 8;
const random = new SeededRandom(seed);
const shape: [number, number, number, number] = [80, 10, 10, 1];
const [samples] = shape;
const batchSize = 16;
const epochs = 4;
const labels = Array.from({ length: samples }, () => Math.floor(random.next() * 4));
const pixels = Array.from({ length: tf.util.sizeFromShape(shape) }, (_, index) => {
  const label = labels[Math.floor(index / 100)] as number;
  return random.between(0, 0.5) + (index % 4 === label ? 0.5 : 0);
});

function network(): tf.Sequential {
  setSeed(seed);
  const { conv2d, maxPooling2d, flatten, dense } = tf.layers;
  return tf.sequential({
    layers: [
      conv2d({ inputShape: [10, 10, 1], filters: 4, kernelSize: 3, activation: "relu" }),
      maxPooling2d({ poolSize: 2 }),
      conv2d({ filters: 8, kernelSize: 3, activation: "relu" }),
      flatten(),
      dense({ units: 16, activation: "relu" }),
      dense({ units: 4, activation: "softmax" }),
    ],
  });
}

const weightsOf = (model: tf.LayersModel) =>
  model.getWeights().map((weight) => Array.from(weight.dataSync()));

let keras: Record<string, [eager: number[][], graph: number[][]]>;
beforeAll(() => {
  const weights = weightsOf(network());
  const input = JSON.stringify({
    x: pixels,
    y: labels,
    shape,
    weights,
    batchSize,
    epochs,
    optimizers: names,
  });
  const answer = execFileSync(environmentExecutable("python"), [path.join(__dirname, "keras_cnn.py")], {
    input,
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: "3" },
    maxBuffer: 2 ** 26,
    stdio: "pipe",
  });
  keras = JSON.parse(answer.toString());
}, 180_000);

/** The largest difference of a weight, as a part of the largest weight of its tensor. */
function distance(a: number[][], b: number[][]): number {
  return Math.max(
    ...a.map((weight, index) => {
      const other = b[index] as number[];
      const largest = Math.max(...other.map(Math.abs));
      return Math.max(...weight.map((value, at) => Math.abs(value - (other[at] as number)))) / largest;
    }),
  );
}

describe(`20 steps of a small network (seed ${seed})`, () => {
  it.each(names)("with %s end within 1e-3 of Keras's eager steps, and of its graph", async (name) => {
    const model = network();
    model.compile({ optimizer: name, loss: "sparse_categorical_crossentropy" });
    const [x, y] = [tf.tensor4d(pixels, shape), tf.tensor1d(labels, "int32")];
    await fit(model, x, y, { batchSize, epochs, shuffle: false, verbose: 0 });
    const [eager, graph] = keras[name] as [number[][], number[][]];
    const ours = weightsOf(model);
    const found = {
      eager: distance(ours, eager),
      graph: distance(ours, graph),
      amongThem: distance(eager, graph),
    };
    if (process.env.TRAINBOOK_TEST_SHOW) console.log(name, found);
    expect(Math.max(found.eager, found.graph)).toBeLessThan(1e-3);
  });
});
