/** `fit`: trains a model for some epochs (keras.Model.fit). */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import type { BatchedData, ModelData } from "../batches";
import type { CallbackChoices } from "../callbacks";
import { compilationOf } from "../compile";
import type { StepLogs } from "../customSteps";
import type { History } from "../history";
import { requireKnownOptions } from "../names";
import type { Verbosity } from "../progressBar";
import { dataArguments } from "./dataArguments";
import { fitData, type ValidationData } from "./fitData";
import { needsTargets } from "./needsTargets";
import { lockTraining } from "./trainingLock";
import { TrainingRun } from "./trainingRun";

/** Options of `fit`, with Keras's meanings and defaults. */
export interface FitOptions {
  /** The epoch after which training ends, counted from 1. Defaults to 1. */
  epochs?: number;
  /** Samples a step; a dataset brings its own batches. Defaults to 32. */
  batchSize?: number;
  /** Inputs and targets on which loss and metrics are measured after each epoch, as `val_…`. Defaults to none. */
  validationData?: ValidationData;
  /** The share of samples, from the end, that is kept for validation, taken before any shuffling. Defaults to 0. */
  validationSplit?: number;
  /** How many batches validation takes. Defaults to all. */
  validationSteps?: number;
  /** Samples a step of validation. Defaults to `batchSize`. */
  validationBatchSize?: number;
  /** Validation after every so many epochs, or after those listed (counted from 1). Defaults to 1. */
  validationFreq?: number | readonly number[];
  /** What is told of each epoch and batch: one or several of `callbacks`, of tfjs, or objects with their hooks. Defaults to none. */
  callbacks?: CallbackChoices;
  /** Whether samples are shuffled before each epoch; a dataset shuffles itself. Defaults to true. */
  shuffle?: boolean;
  /** How much samples of a class count: `{ 0: 1, 1: 5 }`. Defaults to 1 for each. */
  classWeight?: Record<number, number>;
  /** How much each sample counts, `[samples]`. Defaults to 1 for each. */
  sampleWeight?: ModelData;
  /** The epoch to begin with, counted from 0: to go on with training. Defaults to 0. */
  initialEpoch?: number;
  /** How many batches make an epoch; the next one goes on where it ended. Defaults to a pass over the data. */
  stepsPerEpoch?: number;
  /**
   * After how many steps callbacks hear of batches. Where the data is tensors, a graph takes those steps in one call.
   * Defaults to as many as take about 100 ms, and to 1 where a callback has hooks of batches.
   */
  stepsPerExecution?: number;
  /**
   * True runs every operation of a step by itself, false makes a graph of each step. Defaults to a graph, unless the
   * training has so few steps that making one would take longer.
   */
  runEagerly?: boolean;
  /**
   * In how many parts a graph computes each batch, side by side. Defaults to one for each core of the processor where
   * the model is convolutional and computes every sample by itself, otherwise to 1. Results differ by rounding alone.
   */
  towers?: number;
  /** 0 silent, 1 a moving bar, 2 a line an epoch. Defaults to "auto". */
  verbose?: Verbosity;
}

const knownOptions: readonly (keyof FitOptions)[] = [
  "epochs",
  "batchSize",
  "validationData",
  "validationSplit",
  "validationSteps",
  "validationBatchSize",
  "validationFreq",
  "callbacks",
  "shuffle",
  "classWeight",
  "sampleWeight",
  "initialEpoch",
  "stepsPerEpoch",
  "stepsPerExecution",
  "runEagerly",
  "towers",
  "verbose",
];

/**
 * Trains a compiled model.
 *
 * However it ends, also by an error or an interrupt, the model keeps the weights it has, and callbacks hear of the end.
 *
 * @param x inputs, `[samples, …]`: a tensor or nested arrays; for a model with several inputs a list, or an object by
 * their names. Or batches `[x, y]` or `[x, y, sampleWeight]`: a Dataset, a generator, sync or async, or a function that
 * makes one for each epoch.
 * @param y targets, `[samples, …]`; labels may be int32. Undefined for a model that needs none: one with a `trainStep`,
 * or one whose layers add their losses.
 * @returns losses and metrics by epoch, under Keras's names: averages over the epoch's samples.
 * @throws {ModelNotCompiledError} before `model.compile`.
 * @throws {TrainingInProgressError} while another `fit` of the model runs.
 * @throws {TrainingDataError} for data that does not go together, or not with the model.
 * @throws {UnknownNameError} for an option that there is not.
 * @example
 * const history = await fit(model, xTrain, yTrain, { epochs: 5, batchSize: 64, validationData: [xTest, yTest] });
 * history.history.val_accuracy
 */
export function fit(model: tf.LayersModel, data: BatchedData, options?: FitOptions): Promise<History>;
export function fit(
  model: tf.LayersModel,
  x: ModelData,
  y: ModelData | undefined,
  options?: FitOptions,
): Promise<History>;
export function fit(
  model: tf.LayersModel & { trainStep(data: never): StepLogs },
  x: ModelData,
  options?: FitOptions,
): Promise<History>;
export async function fit(
  model: tf.LayersModel,
  x: ModelData | BatchedData,
  ...rest: unknown[]
): Promise<History> {
  const { y, options } = dataArguments<FitOptions>(x, rest, knownOptions);
  requireKnownOptions("fit", options, knownOptions);
  const compilation = compilationOf(model, "fit");
  const unlock = lockTraining(model);
  try {
    const targets = needsTargets(model, compilation, "train");
    const data = fitData(model, x, y, { ...options, needsTargets: targets });
    try {
      return await new TrainingRun(model, compilation, data, options).run();
    } finally {
      await data.dispose();
    }
  } finally {
    unlock();
  }
}
