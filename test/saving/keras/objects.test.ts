/** Initializers, regularizers and constraints of Keras's files: every option, its default, and what tfjs lacks. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { ModelFileError } from "../../../src/saving";
import { modelFromKeras } from "../../../src/saving/keras/modelFromKeras";
import { modelToKeras } from "../../../src/saving/keras/modelToKeras";
import type { JsonObject } from "../../../src/saving/keras/objects";

type Kind = "initializer" | "regularizer" | "constraint";

/** An object of a layer in a file after a round trip through tfjs, in Keras's words again. */
function throughTfjs(kind: Kind, class_name: string, config: JsonObject): JsonObject {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [2] })] });
  const saved = modelToKeras(model) as { config: { layers: JsonObject[] } };
  const layer = saved.config.layers.at(-1) as { config: JsonObject };
  layer.config[`kernel_${kind}`] = { module: `keras.${kind}s`, class_name, config, registered_name: null };
  const read = modelFromKeras(saved as unknown as JsonObject, {
    file: "the file",
    version: "3.15.1",
    largest: 100,
  });
  const again = modelToKeras(read) as { config: { layers: { config: JsonObject }[] } };
  return (again.config.layers.at(-1)?.config[`kernel_${kind}`] ?? {}) as JsonObject;
}

const kept: [Kind, string, JsonObject][] = [
  ["initializer", "Constant", { value: 0.3 }],
  ["initializer", "RandomUniform", { minval: 0, maxval: 1, seed: 3 }],
  ["initializer", "RandomUniform", { minval: -1, maxval: 0, seed: 0 }],
  ["initializer", "RandomNormal", { mean: 0.5, stddev: 0, seed: null }],
  ["initializer", "TruncatedNormal", { mean: 0.5, stddev: 0, seed: 3 }],
  ["initializer", "VarianceScaling", { scale: 2, mode: "fan_avg", distribution: "uniform", seed: 3 }],
  [
    "initializer",
    "VarianceScaling",
    { scale: 2, mode: "fan_out", distribution: "truncated_normal", seed: null },
  ],
  ["initializer", "Orthogonal", { gain: 2, seed: 3 }],
  ["initializer", "Identity", { gain: 2 }],
  ["regularizer", "L1L2", { l1: 0, l2: 0.3 }],
  ["regularizer", "L1L2", { l1: 0.2, l2: 0 }],
  ["constraint", "MaxNorm", { max_value: 3, axis: 1 }],
  ["constraint", "MaxNorm", { max_value: 0, axis: 0 }],
  ["constraint", "MinMaxNorm", { min_value: 0.2, max_value: 0.4, rate: 0.5, axis: 1 }],
  ["constraint", "MinMaxNorm", { min_value: 0, max_value: 0.4, rate: 0, axis: 0 }],
  ["constraint", "UnitNorm", { axis: 1 }],
  ["constraint", "NonNeg", {}],
];

it.each(kept)("the %s %s(%j) is the same after it was read and saved", (kind, name, config) => {
  expect(throughTfjs(kind, name, config)).toMatchObject({ class_name: name, config });
});

it.each([
  ["regularizer", "L1", { l1: 0.3 }, { l1: 0.3, l2: 0 }],
  ["regularizer", "L2", { l2: 0.3 }, { l1: 0, l2: 0.3 }],
  ["regularizer", "L1", {}, { l1: 0.01, l2: 0 }],
  ["regularizer", "L1L2", {}, { l1: 0, l2: 0 }],
  ["regularizer", "L1L2", { l1: null, l2: 0.3 }, { l1: 0, l2: 0.3 }],
  ["initializer", "Constant", {}, { value: 0 }],
  [
    "initializer",
    "GlorotUniform",
    { seed: 3 },
    { scale: 1, mode: "fan_avg", distribution: "uniform", seed: 3 },
  ],
  ["initializer", "HeNormal", { input_axes: null }, { scale: 2, mode: "fan_in", seed: null }],
] as [Kind, string, JsonObject, JsonObject][])(
  "the %s %s(%j) is one with %j",
  (kind, name, config, expected) => {
    expect(throughTfjs(kind, name, config).config).toMatchObject(expected);
  },
);

it.each([
  [
    "initializer",
    "GlorotUniform",
    { input_axes: [0] },
    /GlorotUniform has input_axes \[0\], which tfjs lacks/,
  ],
  ["initializer", "VarianceScaling", { distribution: "untruncated_normal" }, /untruncated_normal/],
  ["constraint", "MaxNorm", { brand_new: 1 }, /brand_new 1/],
  ["regularizer", "OrthogonalRegularizer", { factor: 0.01 }, /OrthogonalRegularizer/],
] as [Kind, string, JsonObject, RegExp][])(
  "the %s %s(%j) is refused in words",
  (kind, name, config, message) => {
    expect(() => throughTfjs(kind, name, config)).toThrow(ModelFileError);
    expect(() => throughTfjs(kind, name, config)).toThrow(message);
  },
);
