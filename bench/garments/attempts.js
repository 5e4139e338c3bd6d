/** Attempts at exercise 1: those that train as it asks, and those that do not. */
const tf = require("@tensorflow/tfjs-node-gpu");
const { optimizers } = require("trainbook");

const { layers } = tf;

/**
 * @typedef {import("@tensorflow/tfjs-node-gpu").layers.Layer} Layer
 *
 * @typedef {object} Attempt
 * @property {boolean} honest whether it trains two convolutions or more on scaled images as long as the exercise asks.
 * @property {() => Layer[]} layers those between the images and the ten probabilities.
 * @property {number} [epochs] defaults to the exercise's ten.
 * @property {() => import("trainbook").CompileOptions["optimizer"]} [optimizer] defaults to Adam.
 * @property {boolean} [unscaled] leaves the images at 0 to 255.
 * @property {boolean} [randomLabels] trains on labels that say nothing.
 * @property {number} [images] how many it trains on; defaults to all.
 */

const inputShape = [28, 28, 1];
const convolution = (/** @type {number} */ filters) =>
  layers.conv2d({ filters, kernelSize: 3, activation: "relu" });
const pooling = () => layers.maxPooling2d({ poolSize: 2 });
const dense = (/** @type {number} */ units) => layers.dense({ units, activation: "relu" });
const normalized = (/** @type {number} */ filters) => [
  layers.conv2d({ filters, kernelSize: 3, useBias: false }),
  layers.batchNormalization(),
  layers.activation({ activation: "relu" }),
];

const solution = () => [convolution(16), pooling(), convolution(32), pooling(), layers.flatten(), dense(64)];

/** @type {Record<string, Attempt>} */
const attempts = {
  "16 + 32 filters": { honest: true, layers: solution },
  "32 + 64 filters, dropout": {
    honest: true,
    layers: () => [
      convolution(32),
      pooling(),
      convolution(64),
      pooling(),
      layers.flatten(),
      layers.dropout({ rate: 0.3 }),
      dense(128),
      layers.dropout({ rate: 0.3 }),
    ],
  },
  BatchNormalization: {
    honest: true,
    layers: () => [...normalized(16), pooling(), ...normalized(32), pooling(), layers.flatten(), dense(64)],
  },
  "BatchNormalization, global pooling, 12 epochs": {
    honest: true,
    epochs: 12,
    layers: () => [
      ...normalized(16),
      pooling(),
      ...normalized(32),
      pooling(),
      ...normalized(64),
      layers.globalAveragePooling2d({}),
    ],
  },
  "SGD, rate 0.01": {
    honest: true,
    layers: solution,
    optimizer: () => new optimizers.SGD({ learningRate: 0.01, momentum: 0.9 }),
  },
  "SGD, rate 0.05": {
    honest: true,
    layers: solution,
    optimizer: () => new optimizers.SGD({ learningRate: 0.05, momentum: 0.9 }),
  },
  "separable convolutions": {
    honest: true,
    layers: () => [
      convolution(16),
      pooling(),
      layers.separableConv2d({ filters: 32, kernelSize: 3, activation: "relu" }),
      pooling(),
      layers.flatten(),
      dense(64),
    ],
  },
  "dense layers only": { honest: false, layers: () => [layers.flatten(), dense(128), dense(64)] },
  "one convolution, unscaled, 3 epochs": {
    honest: false,
    layers: () => [convolution(16), pooling(), layers.flatten(), dense(64)],
    unscaled: true,
    epochs: 3,
  },
  "one epoch": { honest: false, layers: solution, epochs: 1 },
  "random labels": { honest: false, layers: solution, randomLabels: true },
  "200 images": { honest: false, layers: solution, images: 200 },
};

/**
 * The attempt's network, compiled.
 *
 * @param {Attempt} attempt
 */
function build({ layers: between, optimizer = () => "adam" }) {
  const model = tf.sequential({
    layers: [
      layers.inputLayer({ inputShape }),
      ...between(),
      layers.dense({ units: 10, activation: "softmax" }),
    ],
  });
  model.compile({ optimizer: optimizer(), loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
  return model;
}

module.exports = { attempts, build };
