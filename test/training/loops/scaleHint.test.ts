/** The note on pictures that are not scaled, or scaled twice: only where there is no doubt. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { Dataset } from "../../../src/data/pipeline";
import { fit } from "../../../src/training";

const bytes = tf.tidy(() => tf.randomUniform([16, 8, 8, 1], 0, 256, "float32", 1).floor());
const y = tf.zeros([16], "int32");

let said: jest.SpyInstance;
beforeEach(() => {
  jest.spyOn(console, "log").mockImplementation(() => {});
  said = jest.spyOn(console, "info").mockImplementation(() => {});
});
afterEach(() => jest.restoreAllMocks());

function network(before: tf.layers.Layer[] = [], inputShape = [8, 8, 1]): tf.Sequential {
  const conv = { filters: 2, kernelSize: 3 };
  const [input] = before.length > 0 ? [{}] : [{ inputShape }];
  const layers = [
    ...before,
    ...(inputShape.length === 3
      ? [tf.layers.conv2d({ ...conv, ...input }), tf.layers.flatten()]
      : [tf.layers.flatten(input)]),
    tf.layers.dense({ units: 3, activation: "softmax" }),
  ];
  const model = tf.sequential({ layers });
  model.compile({ optimizer: "sgd", loss: "sparse_categorical_crossentropy" });
  return model;
}

it.each<[string, tf.Tensor, RegExp]>([
  ["bytes", bytes, /up to 255.*\n {2}→ scale them, x\.div\(255\)/],
  ["bytes as whole numbers", bytes.toInt(), /up to 255/],
  ["bytes divided twice", bytes.div(255).div(255), /only up to 0\.0039: .* twice.\n {2}→ divide them once/],
])("%s are noted once", async (_, x, words) => {
  const model = network();
  await fit(model, x, y, { verbose: 2 });
  await fit(model, x, y, { verbose: 2 });
  expect(said).toHaveBeenCalledTimes(1);
  expect(said.mock.calls[0][0]).toMatch(words);
});

it("bytes in a dataset, and without channels before a Flatten, are noted too", async () => {
  await fit(network(), Dataset.fromTensorSlices([bytes, y]).batch(8), { verbose: 2 });
  await fit(network([], [8, 8]), bytes.reshape([16, 8, 8]), y, { verbose: 2 });
  expect(said).toHaveBeenCalledTimes(2);
});

const rescaling = tf.layers.rescaling({ scale: 1 / 255, inputShape: [8, 8, 1] } as never);
it.each<[string, tf.Sequential, tf.Tensor, 0 | 2]>([
  ["scaled pictures", network(), bytes.div(255), 2],
  ["pictures around 0", network(), bytes.sub(128), 2],
  ["black pictures", network(), tf.zerosLike(bytes), 2],
  ["a model that scales", network([rescaling]), bytes, 2],
  ["a model that normalizes", network([tf.layers.batchNormalization({ inputShape: [8, 8, 1] })]), bytes, 2],
  ["verbose: 0", network(), bytes, 0],
])("nothing is noted of %s", async (_, model, x, verbose) => {
  await fit(model, x, y, { verbose });
  expect(said).not.toHaveBeenCalled();
});
