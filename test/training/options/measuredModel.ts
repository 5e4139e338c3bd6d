/** A small model and its data: what it measures, and how it is configured. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { evaluate, fit, type Loss, type Metric } from "../../../src/training";
import { compilationOf } from "../../../src/training/compile";
import type { KerasOptimizer } from "../../../src/training/optimizers";
import type { FileCase } from "./fileCases";
import type { Data } from "./samples";

/** A model of one layer, whose outputs suit the targets. */
const activations = { measured: "linear", binary: "sigmoid", oneHot: "softmax", sparse: "softmax" } as const;

export const x = [
  [0.1, 0.9, 0.3, 0.5],
  [0.7, 0.2, 0.8, 0.1],
  [0.4, 0.6, 0.2, 0.9],
  [0.9, 0.3, 0.5, 0.2],
  [0.2, 0.1, 0.7, 0.6],
];
export const y: Record<Data, number[] | number[][]> = {
  measured: [
    [0.5, 1.2, 0.7],
    [0.9, 0.3, 1.1],
    [1.4, 0.6, 0.2],
    [0.3, 0.8, 0.4],
    [0.6, 0.1, 1.5],
  ],
  binary: [
    [1, 0, 1],
    [0, 1, 0],
    [1, 1, 0],
    [0, 0, 1],
    [1, 0, 0],
  ],
  oneHot: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
    [0, 1, 0],
    [1, 0, 0],
  ],
  sparse: [[0], [1], [2], [1], [0]],
};
const kernel = [
  [0.5, -0.3, 0.8],
  [-0.6, 0.4, 0.2],
  [0.3, 0.7, -0.5],
  [0.1, -0.2, 0.6],
];

export function modelOf({ title, data, layer, compile }: FileCase): tf.LayersModel {
  const isOfLogits = title.includes("fromLogits");
  const model = tf.sequential({
    layers: [
      tf.layers.dense({
        units: 3,
        inputShape: [4],
        activation: isOfLogits ? "linear" : activations[data],
        ...layer,
      }),
    ],
  });
  model.setWeights([tf.tensor2d(kernel), tf.tensor1d([0.1, 0.2, -0.1])]);
  model.compile(compile as never);
  return model;
}

const tensors = (data: Data) => [tf.tensor2d(x), tf.tensor2d(y[data] as number[][])] as const;

/** By the order of their names, which differs. */
export const numbersOf = (results: Record<string, number | number[]>): number[] =>
  Object.keys(results)
    .sort()
    .flatMap((name) => results[name] as number | number[]);

/** The results of `evaluate`, and the weights after some steps. */
export async function measuredHere(model: tf.LayersModel, { data, steps }: FileCase) {
  const [inputs, targets] = tensors(data);
  const results = await evaluate(model, inputs, targets, { verbose: 0, batchSize: x.length });
  if (steps > 0)
    await fit(model, inputs, targets, { epochs: steps, batchSize: x.length, shuffle: false, verbose: 0 });
  const weights = model.getWeights().map((weight) => Array.from(weight.dataSync()));
  tf.dispose([inputs, targets]);
  return { results: numbersOf(results), weights };
}

/** The configurations of all that a model was compiled with. */
export function configsOf(model: tf.LayersModel): unknown {
  const { options } = compilationOf(model, "the test");
  const { optimizer } = model as unknown as { optimizer: KerasOptimizer };
  const config = (given: unknown) =>
    typeof given === "string" ? given : (given as Loss | Metric).getConfig();
  return {
    loss: config(options.loss),
    metrics: ((options.metrics ?? []) as unknown[]).map(config),
    optimizer: optimizer.getConfig(),
    schedule: optimizer.schedule?.getConfig(),
    layer: model.layers.at(-1)?.getConfig(),
  };
}
