/** `evaluate`: a trained model on data (keras.Model.evaluate). */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { anything, boolean, number, type OptionsOf, oneOf, resolveOptions } from "../../options";
import { type BatchedData, batchesOf, Epochs, type ModelData, type SampleWeights } from "../batches";
import { type CallbackChoices, CallbackList, ProgbarLogger } from "../callbacks";
import { compilationOf } from "../compile";
import { customStep, type StepLogs } from "../customSteps";
import type { Logs } from "../logs";
import type { Verbosity } from "../progressBar";
import { StepFunction } from "../steps";
import { needsTargets, outputsOfKnownShape } from "./comparedOutputs";
import { dataArguments } from "./dataArguments";
import { measure } from "./measure";

/** Options of `evaluate`, with Keras's meanings and defaults. */
export interface EvaluateOptions {
  /** Samples a step; a dataset brings its own batches. Defaults to 32. */
  batchSize?: number;
  /**
   * How much each sample counts, `[samples]`; for several outputs also a list, or an object by their names, null where all
   * count alike. Defaults to 1 for each.
   */
  sampleWeight?: SampleWeights;
  /** How many batches are taken. Defaults to all. */
  steps?: number;
  /** Callbacks that hear about each batch. Defaults to none. */
  callbacks?: CallbackChoices;
  /** True runs every operation by itself, false makes a graph of each step. Defaults to a graph where it pays. */
  runEagerly?: boolean;
  /** 0 silent, 1 a moving bar, 2 a line at the end. Defaults to "auto". */
  verbose?: Verbosity;
}

/** The options of `evaluate`, with their defaults; those without are decided while it runs. */
export const evaluateOptions = {
  batchSize: number(),
  sampleWeight: anything<SampleWeights>(),
  steps: number(),
  callbacks: anything<CallbackChoices>(),
  runEagerly: boolean(),
  verbose: oneOf([0, 1, 2, "auto"], "auto"),
} satisfies OptionsOf<EvaluateOptions>;

/**
 * The loss and the metrics of a compiled model on data that it need not have seen.
 *
 * @returns numbers under Keras's names, such as `{ loss: 0.05, accuracy: 0.98 }`: averages over samples.
 * @throws {ModelNotCompiledError} before `model.compile`.
 * @throws {TrainingDataError} for data that does not go together, or not with the model.
 * @example
 * await evaluate(model, xTest, yTest)
 */
export function evaluate(
  model: tf.LayersModel,
  dataset: BatchedData,
  options?: EvaluateOptions,
): Promise<Logs>;
export function evaluate(
  model: tf.LayersModel,
  x: ModelData,
  y: ModelData | undefined,
  options?: EvaluateOptions,
): Promise<Logs>;
export function evaluate(
  model: tf.LayersModel & { testStep(data: never): StepLogs },
  x: ModelData,
  options?: EvaluateOptions,
): Promise<Logs>;
export async function evaluate(
  model: tf.LayersModel,
  x: ModelData | BatchedData,
  ...rest: unknown[]
): Promise<Logs> {
  const { y, options } = dataArguments<EvaluateOptions>("evaluate", x, rest, evaluateOptions);
  resolveOptions("evaluate", options, evaluateOptions);
  const { batchSize, sampleWeight, steps, runEagerly, verbose = "auto" } = options;
  const compilation = compilationOf(model, "evaluate");
  const batches = batchesOf(x, y, {
    what: "evaluate",
    inputNames: model.inputNames,
    inputShapes: model.inputs.map(({ shape }) => shape),
    outputNames: model.outputNames,
    outputs: outputsOfKnownShape(model, compilation, "test"),
    needsTargets: needsTargets(model, compilation, "test"),
    hasOwnStep: customStep(model, "test") !== undefined,
    batchSize,
    sampleWeight,
  });
  let testing: StepFunction | undefined;
  try {
    const epochs = new Epochs(batches.train, steps, { call: "evaluate", option: "steps" });
    testing = StepFunction.acquire("test", model, compilation, { runEagerly, count: epochs.steps });
    const callbacks = new CallbackList(verbose === 0 ? [] : [new ProgbarLogger()], options.callbacks);
    callbacks.setParams({ steps: epochs.steps, verbose });
    callbacks.setModel(model);
    try {
      return await measure(epochs, testing, callbacks);
    } finally {
      await epochs.close();
    }
  } finally {
    testing?.release();
    batches.dispose();
  }
}
