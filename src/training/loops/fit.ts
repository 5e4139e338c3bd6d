/** `fit`: trains a model for some epochs (keras.Model.fit). */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { type OptionsOf, resolveOptions } from "../../options";
import type { BatchedData, ModelData } from "../batches";
import { compilationOf } from "../compile";
import type { StepLogs } from "../customSteps";
import type { History } from "../history";
import { needsTargets, outputsOfKnownShape } from "./comparedOutputs";
import { dataArguments } from "./dataArguments";
import { type FitDataOptions, fitData, fitDataOptions } from "./fitData";
import { lockTraining } from "./trainingLock";
import { TrainingRun, type TrainingRunOptions, trainingRunOptions } from "./trainingRun";

/** Options of `fit`, with Keras's meanings and defaults. */
export interface FitOptions extends FitDataOptions, TrainingRunOptions {}

/** The options of `fit`, with their defaults; those without are decided while it runs. */
export const fitOptions = { ...fitDataOptions, ...trainingRunOptions } satisfies OptionsOf<FitOptions>;

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
 * @throws {UnknownNameError} for an unknown option.
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
  const { y, options } = dataArguments<FitOptions>("fit", x, rest, fitOptions);
  resolveOptions("fit", options, fitOptions);
  const compilation = compilationOf(model, "fit");
  const unlock = lockTraining(model);
  try {
    const targets = needsTargets(model, compilation, "train");
    const outputs = {
      train: outputsOfKnownShape(model, compilation, "train"),
      test: outputsOfKnownShape(model, compilation, "test"),
    };
    const data = fitData(model, x, y, { ...options, needsTargets: targets, outputs });
    try {
      return await new TrainingRun(model, compilation, data, options).run();
    } finally {
      await data.dispose();
    }
  } finally {
    unlock();
  }
}
