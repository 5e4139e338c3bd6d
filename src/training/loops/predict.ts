/** `predict`: what a model makes of inputs (keras.Model.predict). */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { anything, number, type OptionsOf, oneOf, resolveOptions } from "../../options";
import { type BatchedData, batchesOf, Epochs, type ModelData, withTensors } from "../batches";
import { type CallbackChoices, CallbackList, ProgbarLogger } from "../callbacks";
import { TrainingDataError } from "../errors";
import type { Verbosity } from "../progressBar";
import { requireModel } from "../requireModel";
import { predictFunction } from "../steps";
import { nextTurn } from "./nextTurn";

/** Options of `predict`, with Keras's meanings and defaults. */
export interface PredictOptions {
  /** Samples a step; a dataset brings its own batches. Defaults to 32. */
  batchSize?: number;
  /** How many batches are taken. Defaults to all. */
  steps?: number;
  /** Callbacks that hear about each batch. Defaults to none. */
  callbacks?: CallbackChoices;
  /** 0 silent, 1 or 2 a bar. Defaults to "auto". */
  verbose?: Verbosity;
}

/** The options of `predict`, with their defaults; those without are decided while it runs. */
export const predictOptions = {
  batchSize: number(),
  steps: number(),
  callbacks: anything<CallbackChoices>(),
  verbose: oneOf([0, 1, 2, "auto"], "auto"),
} satisfies OptionsOf<PredictOptions>;

/**
 * The model's outputs for all inputs: a tensor, or one for each output of a model that has several. The caller
 * disposes them.
 *
 * @param x inputs, `[samples, …]`, or a Dataset of batches, whose targets are left aside.
 * @example
 * const probabilities = await predict(model, xTest);
 */
export function predict(
  model: tf.Sequential,
  x: ModelData | BatchedData,
  options?: PredictOptions,
): Promise<tf.Tensor>;
export function predict(
  model: tf.LayersModel,
  x: ModelData | BatchedData,
  options?: PredictOptions,
): Promise<tf.Tensor | tf.Tensor[]>;
export async function predict(
  model: tf.LayersModel,
  x: ModelData | BatchedData,
  options: PredictOptions = {},
): Promise<tf.Tensor | tf.Tensor[]> {
  requireModel(model, "predict");
  if (options instanceof tf.Tensor || Array.isArray(options)) {
    throw new TrainingDataError("predict: the third argument must be options, found data.", {
      cure: "give inputs alone, predict(model, x); evaluate(model, x, y) compares with targets",
    });
  }
  resolveOptions("predict", options, predictOptions);
  const { batchSize, steps, verbose = "auto" } = options;
  // A Sequential knows its inputs and outputs once it is built.
  if (!model.built) (model as tf.Sequential).build();
  const { inputNames, outputNames } = model;
  const batches = batchesOf(x, undefined, {
    what: "predict",
    inputNames,
    inputShapes: model.inputs.map(({ shape }) => shape),
    outputNames,
    needsTargets: false,
    batchSize,
  });
  const outputsOfBatches: tf.Tensor[][] = [];
  try {
    const epochs = new Epochs(batches.train, steps, { call: "predict", option: "steps" });
    const callbacks = new CallbackList(verbose === 0 ? [] : [new ProgbarLogger()], options.callbacks);
    const run = predictFunction(model, { count: epochs.steps });
    callbacks.setParams({ steps: epochs.steps, verbose });
    callbacks.setModel(model);
    try {
      await callbacks.onPredictBegin();
      for await (const batch of epochs.epoch()) {
        const step = outputsOfBatches.length;
        await callbacks.onPredictBatchBegin(step);
        outputsOfBatches.push(await withTensors(batch, ({ inputs }) => run(inputs)));
        await callbacks.onPredictBatchEnd(step);
        await nextTurn();
      }
      await callbacks.onPredictEnd();
    } finally {
      await epochs.close();
    }
    if (outputsOfBatches.length === 0) throw new TrainingDataError("predict: the data holds no batch.");
    const outputs = outputNames.map((_, index) =>
      tf.concat(outputsOfBatches.map((of) => of[index] as tf.Tensor)),
    );
    return outputs.length === 1 ? (outputs[0] as tf.Tensor) : outputs;
  } finally {
    tf.dispose(outputsOfBatches);
    batches.dispose();
  }
}
