/** `fit`: trains a model for some epochs (keras.Model.fit). */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { ModelNotCompiledError } from "./errors";
import { History, type Logs } from "./history";
import { kerasLogName } from "./kerasNames";
import { TrainingProgress, type Verbosity } from "./progress";
import { floatTargets, sampleCount, type Tensors } from "./trainingData";

/** Options of `fit`, with Keras's meanings and defaults. */
export interface FitOptions {
  /** How often training goes through all samples. Defaults to 1. */
  epochs?: number;
  /** Samples a step. Defaults to 32. */
  batchSize?: number;
  /** Inputs and targets on which loss and metrics are measured after each epoch, as `val_…`. Defaults to none. */
  validationData?: [Tensors, Tensors];
  /** The share of samples, from the end, that is kept for validation. Defaults to 0. */
  validationSplit?: number;
  /** Whether samples are shuffled before each epoch. Defaults to true. */
  shuffle?: boolean;
  /** 0 silent, 1 a moving bar, 2 a line an epoch. Defaults to "auto". */
  verbose?: Verbosity;
}

/**
 * Trains a compiled model.
 *
 * @param x inputs, `[samples, …]`. @param y targets, `[samples, …]`; labels may be int32.
 * @returns losses and metrics by epoch, under Keras's names.
 * @throws {ModelNotCompiledError} before `model.compile`. @throws {TrainingDataError} when x and y differ in length.
 * @example
 * const history = await fit(model, xTrain, yTrain, { epochs: 5, batchSize: 64, validationData: [xTest, yTest] });
 * history.history.val_accuracy
 */
export async function fit(
  model: tf.LayersModel,
  x: Tensors,
  y: Tensors,
  options: FitOptions = {},
): Promise<History> {
  requireCompiled(model, "fit");
  const { epochs = 1, batchSize = 32, validationData, validationSplit = 0, shuffle = true } = options;
  const samples = sampleCount(x, y, "fit");
  const trained = samples - (validationData ? 0 : Math.ceil(samples * validationSplit));
  const progress = new TrainingProgress(epochs, Math.ceil(trained / batchSize), options.verbose ?? "auto");
  const history = new History();
  const { targets, made } = floatTargets(y);
  const validation = validationData && floatTargets(validationData[1]);
  if (validationData) sampleCount(...validationData, "fit, validationData");
  let current = 0;
  try {
    await model.fit(x, targets, {
      epochs,
      batchSize,
      shuffle,
      validationSplit,
      validationData: validationData && validation && [validationData[0], validation.targets],
      verbose: 0,
      callbacks: {
        onEpochBegin: (epoch) => {
          current = epoch;
          progress.beginEpoch(epoch);
        },
        onBatchEnd: (step, logs) => progress.endStep(current, step, kerasLogs(logs)),
        onEpochEnd: (epoch, logs) => {
          const named = kerasLogs(logs);
          history.record(epoch, named);
          progress.endEpoch(epoch, named);
        },
      },
    });
  } finally {
    tf.dispose([...made, ...(validation?.made ?? [])]);
  }
  return history;
}

/** tfjs's logs under Keras's names and in Keras's order, without the batch's number and size that tfjs adds. */
function kerasLogs(logs: tf.Logs | undefined): Logs {
  const names = Object.keys(logs ?? {}).filter((name) => name !== "batch" && name !== "size");
  const ofTraining = names.filter((name) => !name.startsWith("val_"));
  const ofValidation = names.filter((name) => name.startsWith("val_"));
  return Object.fromEntries(
    [...ofTraining, ...ofValidation].map((name) => [kerasLogName(name), Number(logs?.[name])]),
  );
}

/** @throws {ModelNotCompiledError} unless the model has a loss and an optimizer. */
export function requireCompiled(model: tf.LayersModel, call: string): void {
  if (model.optimizer !== undefined) return;
  throw new ModelNotCompiledError(`${call}: the model has no loss and no optimizer yet.`, {
    cure: 'model.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] })',
  });
}
