/** The data of a training: batches to train on, and to validate on. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { anything, boolean, number, type OptionsOf } from "../../options";
import {
  type BatchedData,
  batchesOf,
  DEFAULT_BATCH_SIZE,
  Epochs,
  isBatchedData,
  type ModelData,
  type SampleWeights,
  type TrainedOutput,
} from "../batches";
import { customStep, type StepKind } from "../customSteps";
import { TrainingDataError } from "../errors";

/**
 * Inputs and targets, with weights of the samples where wanted; or batches of these. Targets may be left out for a model
 * that needs none.
 */
export type ValidationData =
  | readonly [x: ModelData, y?: ModelData | undefined, sampleWeight?: SampleWeights]
  | BatchedData;

/** Options of `fit` that say what it trains on. */
export interface FitDataOptions {
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
  /** Whether samples are shuffled before each epoch; a dataset shuffles itself. Defaults to true. */
  shuffle?: boolean;
  /** How much samples of a class count: `{ 0: 1, 1: 5 }`. Defaults to 1 for each. */
  classWeight?: Record<number, number>;
  /**
   * How much each sample counts, `[samples]`; for several outputs also a list, or an object by their names, null where all
   * count alike. Defaults to 1 for each.
   */
  sampleWeight?: SampleWeights;
  /** How many batches make an epoch; the next one goes on where it ended. Defaults to a pass over the data. */
  stepsPerEpoch?: number;
}

/** Those options, with their defaults. */
export const fitDataOptions = {
  batchSize: number(),
  validationData: anything<ValidationData>(),
  validationSplit: number(0),
  validationSteps: number(),
  validationBatchSize: number(),
  shuffle: boolean(true),
  classWeight: anything<Record<number, number>>(),
  sampleWeight: anything<SampleWeights>(),
  stepsPerEpoch: number(),
} satisfies OptionsOf<FitDataOptions>;

export interface FitData {
  train: Epochs;
  validation: Epochs | undefined;
  /** As if so many epochs had been trained. */
  skipEpochs(count: number): void;
  dispose(): Promise<void>;
}

/** @param options `needsTargets` is false where a model's own step may do without; `outputs` are those that `compile` gave losses. */
export function fitData(
  model: tf.LayersModel,
  x: ModelData | BatchedData,
  y: ModelData | undefined,
  options: FitDataOptions & { needsTargets: boolean; outputs: Record<StepKind, readonly TrainedOutput[]> },
): FitData {
  const { batchSize, validationData, validationSplit, needsTargets } = options;
  const inputShapes = model.inputs.map(({ shape }) => shape);
  const names = { inputNames: model.inputNames, inputShapes, outputNames: model.outputNames, needsTargets };
  const made: { dispose(): void }[] = [];
  try {
    const train = batchesOf(x, y, {
      what: "fit",
      ...names,
      outputs: options.outputs.train,
      hasOwnStep: customStep(model, "train") !== undefined,
      batchSize,
      shuffle: options.shuffle ?? true,
      sampleWeight: options.sampleWeight,
      classWeight: options.classWeight,
      // Keras: data of its own comes before a split.
      validationSplit: validationData ? undefined : validationSplit,
      validationBatchSize: options.validationBatchSize,
    });
    made.push(train);
    let validation = train.validation;
    if (validationData) {
      const [valX, valY, sampleWeight] = validationParts(validationData);
      const validationBatches = batchesOf(valX, valY, {
        what: "fit: validationData",
        ...names,
        outputs: options.outputs.test,
        hasOwnStep: customStep(model, "test") !== undefined,
        batchSize: Array.isArray(validationData)
          ? (options.validationBatchSize ?? batchSize ?? DEFAULT_BATCH_SIZE)
          : undefined,
        sampleWeight,
      });
      made.push(validationBatches);
      validation = validationBatches.train;
    }
    const epochs = {
      train: new Epochs(train.train, options.stepsPerEpoch, { call: "fit", option: "stepsPerEpoch" }),
      validation:
        validation &&
        new Epochs(validation, options.validationSteps, {
          ...{ call: "fit: validationData", option: "validationSteps", restarts: true },
        }),
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
): readonly [ModelData | BatchedData, ModelData | undefined, SampleWeights | undefined] {
  const isList = Array.isArray(data);
  if (!isList && isBatchedData(data)) return [data, undefined, undefined];
  if (isList && data.length >= 1 && data.length <= 3) return [data[0], data[1], data[2]];
  throw new TrainingDataError(`fit: validationData is ${describe(data)}.`, {
    cure: "give [x, y], [x, y, sampleWeight] or a Dataset",
  });
}

function describe(data: unknown): string {
  if (Array.isArray(data)) return `a list of ${data.length}`;
  if (data instanceof tf.Tensor) return `a tensor of shape [${data.shape.join(", ")}]`;
  if (typeof data !== "object") return String(data);
  return `an object with ${Object.keys(data as object).join(", ") || "nothing"}`;
}
