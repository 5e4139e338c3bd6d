/** `fit`: trains a model for some epochs (keras.Model.fit). */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import {
  type BatchedData,
  batchesOf,
  DEFAULT_BATCH_SIZE,
  Epochs,
  executions,
  type ModelData,
} from "../batches";
import { type CallbackChoices, CallbackList, ProgbarLogger } from "../callbacks";
import { compilationOf } from "../compile";
import { TrainingDataError } from "../errors";
import { History } from "../history";
import type { Logs } from "../logs";
import { requireKnownOptions } from "../names";
import type { Verbosity } from "../progressBar";
import { StepFunction } from "../steps";
import { dataArguments } from "./dataArguments";
import { measure } from "./measure";
import { NanWarning } from "./nanWarning";
import { nextTurn } from "./nextTurn";
import { Pace } from "./pace";

/** Inputs and targets, with weights of the samples if one likes; or a dataset of such batches. */
export type ValidationData =
  | readonly [x: ModelData, y: ModelData]
  | readonly [x: ModelData, y: ModelData, sampleWeight: ModelData]
  | BatchedData;

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
 * their names. Or a Dataset of batches `[x, y]` or `[x, y, sampleWeight]`.
 * @param y targets, `[samples, …]`; labels may be int32.
 * @returns losses and metrics by epoch, under Keras's names: averages over the epoch's samples.
 * @throws {ModelNotCompiledError} before `model.compile`.
 * @throws {TrainingDataError} for data that does not go together, or not with the model.
 * @throws {UnknownNameError} for an option that there is not.
 * @example
 * const history = await fit(model, xTrain, yTrain, { epochs: 5, batchSize: 64, validationData: [xTest, yTest] });
 * history.history.val_accuracy
 */
export function fit(model: tf.LayersModel, dataset: BatchedData, options?: FitOptions): Promise<History>;
export function fit(
  model: tf.LayersModel,
  x: ModelData,
  y: ModelData,
  options?: FitOptions,
): Promise<History>;
export async function fit(
  model: tf.LayersModel,
  x: ModelData | BatchedData,
  ...rest: unknown[]
): Promise<History> {
  const { y, options } = dataArguments<FitOptions>(x, rest);
  requireKnownOptions("fit", options, knownOptions);
  const compilation = compilationOf(model, "fit");
  const { epochs = 1, initialEpoch = 0, stepsPerExecution, verbose = "auto" } = options;
  const data = fitBatches(model, x, y, options);
  const history = new History();
  const progress = verbose === 0 ? [] : [new ProgbarLogger()];
  const callbacks = new CallbackList([history, ...progress], options.callbacks);
  const skipsValidation = data.validation !== undefined && (options.validationFreq ?? 1) !== 1;
  const params = () => ({ epochs, steps: data.train.steps, verbose, skipsValidation });
  callbacks.setParams(params());
  callbacks.setModel(model);
  const steps = (kind: "train" | "test", batches: Epochs) => {
    const count = batches.steps === null ? null : batches.steps * (epochs - initialEpoch);
    const { runEagerly, towers } = options;
    return StepFunction.take(kind, model, compilation, { runEagerly, towers, count });
  };
  const training = steps("train", data.train);
  const testing = data.validation && steps("test", data.validation);
  const nanWarning = new NanWarning();

  const readLogs = (epoch: number): Logs => {
    const logs = training.results.logs();
    nanWarning.check(logs.loss, epoch);
    return logs;
  };
  const pace = new Pace();
  const stepsTogether = () => stepsPerExecution ?? (callbacks.followBatches() ? 1 : pace.steps);
  const trainEpoch = async (epoch: number) => {
    let [step, toldOf] = [0, 0];
    const tell = async () => {
      toldOf = step;
      if (callbacks.followBatches()) await callbacks.onTrainBatchEnd(step - 1, readLogs(epoch));
      else callbacks.countSteps(step);
    };
    for await (const batches of executions(data.train.epoch(), stepsTogether)) {
      if (step === toldOf) await callbacks.onTrainBatchBegin(step);
      await pace.measure(batches.length, () => training.run(batches));
      step += batches.length;
      if (step - toldOf >= (stepsPerExecution ?? 1)) await tell();
      if (model.stopTraining) break;
      await nextTurn();
    }
    if (step > toldOf) await tell();
    if (step === 0) throw new TrainingDataError("fit: the data holds no batch.");
  };

  let logs: Logs = {};
  let isFailed = true;
  model.stopTraining = false;
  try {
    await callbacks.onTrainBegin();
    const firstEpoch = await callbacks.resumeAt(initialEpoch);
    data.skipEpochs(Math.min(firstEpoch, epochs) - initialEpoch);
    await callbacks.restore();
    for (let epoch = firstEpoch; epoch < epochs; epoch++) {
      training.results.reset();
      await callbacks.onEpochBegin(epoch);
      await trainEpoch(epoch);
      logs = readLogs(epoch);
      if (data.validation && testing && isValidated(epoch, options.validationFreq)) {
        const measured = await measure(data.validation, testing, callbacks);
        for (const [name, value] of Object.entries(measured)) logs[`val_${name}`] = value;
      }
      // Only now is the length of some data known.
      callbacks.setParams(params());
      await callbacks.onEpochEnd(epoch, logs);
      if (model.stopTraining) break;
    }
    isFailed = false;
  } finally {
    try {
      callbacks.setParams({ ...params(), isFailed });
      await callbacks.onTrainEnd(logs);
    } finally {
      training.giveBack();
      testing?.giveBack();
      await data.dispose();
    }
  }
  return history;
}

interface FitData {
  train: Epochs;
  validation: Epochs | undefined;
  /** As if so many epochs had been trained. */
  skipEpochs(count: number): void;
  dispose(): Promise<void>;
}

function fitBatches(
  model: tf.LayersModel,
  x: ModelData | BatchedData,
  y: ModelData | undefined,
  options: FitOptions,
): FitData {
  const { batchSize, validationData, validationSplit, stepsPerEpoch, validationSteps } = options;
  const names = { inputNames: model.inputNames, outputNames: model.outputNames, needsTargets: true };
  const made: { dispose(): void }[] = [];
  try {
    const train = batchesOf(x, y, {
      what: "fit",
      ...names,
      batchSize,
      shuffle: options.shuffle ?? true,
      sampleWeight: options.sampleWeight,
      classWeight: options.classWeight,
      // Keras: data of its own comes before a split.
      validationSplit: validationData ? undefined : validationSplit,
    });
    made.push(train);
    let validation = train.validation;
    if (validationData) {
      const [valX, valY, sampleWeight] = validationParts(validationData);
      const validationBatches = batchesOf(valX, valY, {
        what: "fit: validationData",
        ...names,
        batchSize: Array.isArray(validationData)
          ? (options.validationBatchSize ?? batchSize ?? DEFAULT_BATCH_SIZE)
          : undefined,
        sampleWeight,
      });
      made.push(validationBatches);
      validation = validationBatches.train;
    }
    const epochs = {
      train: new Epochs(train.train, stepsPerEpoch, { call: "fit", option: "stepsPerEpoch" }),
      validation:
        validation &&
        new Epochs(validation, validationSteps, { call: "fit: validationData", option: "validationSteps" }),
    };
    const dispose = async () => {
      await epochs.train.close();
      await epochs.validation?.close();
      for (const batches of made) batches.dispose();
    };
    const skipEpochs = (count: number) => {
      for (const batches of [train.train, validation]) batches?.skipPasses(count);
    };
    return { ...epochs, skipEpochs, dispose };
  } catch (error) {
    for (const batches of made) batches.dispose();
    throw error;
  }
}

function validationParts(
  data: ValidationData,
): readonly [ModelData | BatchedData, ModelData | undefined, ModelData | undefined] {
  if (!Array.isArray(data)) return [data as BatchedData, undefined, undefined];
  if (data.length === 2 || data.length === 3) return [data[0], data[1], data[2]];
  throw new TrainingDataError(`fit: validationData is a list of ${data.length}.`, {
    cure: "give [x, y], [x, y, sampleWeight] or a Dataset",
  });
}

/** Keras's rule, which counts epochs from 1. */
function isValidated(epoch: number, frequency: number | readonly number[] = 1): boolean {
  return typeof frequency === "number" ? (epoch + 1) % frequency === 0 : frequency.includes(epoch + 1);
}
