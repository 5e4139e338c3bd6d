/** The data that `fit`, `evaluate` and `predict` are given, as batches. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { TrainingDataError } from "../errors";
import type { BatchSource } from "./batch";
import { classSampleWeights, twoKindsOfWeights } from "./classWeights";
import { type BatchedData, datasetBatches, isBatchedData } from "./datasetBatches";
import { areInputs, requireInputs } from "./inputShapes";
import { type ModelData, sampleCount, tensorsFor } from "./modelData";
import { type SampleWeights, weightsFor } from "./sampleWeights";
import { requireTargets, type TrainedOutput } from "./targetsFit";
import { type Samples, tensorBatches } from "./tensorBatches";
import { splitForValidation } from "./validationSplit";

export interface DataOptions {
  /** The call, for errors: `fit`, `evaluate`, or what of them is meant. */
  what: string;
  inputNames: readonly string[];
  /** The model's, `[null, …]`. Defaults to not looking at whether a dataset's elements are batches. */
  inputShapes?: readonly (readonly (number | null)[])[];
  outputNames: readonly string[];
  needsTargets: boolean;
  /** With their losses, which targets must fit. Defaults to none: a step of the model's own takes them. */
  outputs?: readonly TrainedOutput[];
  /** Whether a step of the model's own takes the data, which may then be of any shape. Defaults to false. */
  hasOwnStep?: boolean;
  batchSize?: number;
  shuffle?: boolean;
  sampleWeight?: SampleWeights;
  /** Counts in training alone. */
  classWeight?: Record<number, number>;
  validationSplit?: number;
  /** Of the samples that are split off. Defaults to `batchSize`. */
  validationBatchSize?: number;
}

export interface Batches {
  train: BatchSource;
  /** Where `validationSplit` was asked for. */
  validation?: BatchSource;
  /** Frees what was made for these batches. What the learner gave stays theirs. */
  dispose(): void;
}

/** Samples a step where nothing else is said, as in Keras. */
export const DEFAULT_BATCH_SIZE = 32;

/** @throws {TrainingDataError} where the data does not fit the model, or does not go together. */
export function batchesOf(
  x: ModelData | BatchedData,
  y: ModelData | undefined,
  options: DataOptions,
): Batches {
  if (isBatchedData(x)) {
    refuseWithDataset(y, options);
    return { train: datasetBatches(x, options), dispose: () => {} };
  }
  const { batchSize = DEFAULT_BATCH_SIZE, shuffle = false, validationSplit } = options;
  const { validationBatchSize = batchSize } = options;
  for (const [name, size] of Object.entries({ batchSize, validationBatchSize })) {
    if (Number.isInteger(size) && size > 0) continue;
    throw new TrainingDataError(`${options.what}: ${name} must be a whole number above 0, found ${size}.`);
  }
  const { samples, made } = samplesOf(x, y, options);
  const dispose = () => {
    for (const tensor of made) tensor.dispose();
  };
  try {
    if (!validationSplit) return { train: tensorBatches(samples, { batchSize, shuffle }), dispose };
    const parts = splitForValidation(samples, validationSplit);
    return {
      train: tensorBatches(parts.train, { batchSize, shuffle }),
      validation: tensorBatches(
        // Weights of classes are for training: in validation every sample counts alike, whichever way its data is given.
        options.classWeight ? { ...parts.validation, sampleWeights: [] } : parts.validation,
        { batchSize: validationBatchSize, shuffle: false },
      ),
      dispose,
    };
  } catch (error) {
    dispose();
    throw error;
  }
}

function samplesOf(
  x: ModelData,
  y: ModelData | undefined,
  options: DataOptions,
): { samples: Samples; made: tf.Tensor[] } {
  const { what, inputNames, outputNames, needsTargets, sampleWeight, classWeight } = options;
  const made: tf.Tensor[] = [];
  const taken = (data: ModelData, side: string, names: readonly string[]) => {
    const result = tensorsFor(data, { what: `${what}: ${side}`, names });
    made.push(...result.made);
    return result.tensors;
  };
  try {
    const inputs = taken(x, "x", inputNames);
    requireInputs(inputs, { ...options, areSwapped: () => y !== undefined && fitInputs(y, options) });
    if (needsTargets && y === undefined) {
      throw new TrainingDataError(`${what}: y is missing.`, {
        cure: what.includes("validationData")
          ? "give validationData: [x, y], or a Dataset of [x, y]"
          : `${what}(model, x, y, …), or a Dataset of [x, y]`,
      });
    }
    const targets = y === undefined ? [] : taken(y, "y", outputNames);
    requireTargets(targets, options);
    const sampleWeights: (tf.Tensor | undefined)[] = [];
    if (sampleWeight) {
      const given = weightsFor(sampleWeight, { what: `${what}: sampleWeight`, names: outputNames });
      made.push(...given.made);
      sampleWeights.push(...given.weights);
    }
    if (classWeight) {
      if (sampleWeight) throw twoKindsOfWeights(what);
      const weights = classSampleWeights(targets, classWeight, what);
      made.push(weights);
      sampleWeights.push(weights);
    }
    const weights = sampleWeights.filter((ofOutput) => ofOutput !== undefined);
    const count = sampleCount({ x: inputs, y: targets, sampleWeight: weights }, what);
    return { samples: { inputs, targets, sampleWeights, from: 0, count }, made };
  } catch (error) {
    for (const tensor of made) tensor.dispose();
    throw error;
  }
}

/** Whether what was given for targets could be the inputs. */
function fitInputs(y: ModelData, { what, inputNames, inputShapes = [] }: DataOptions): boolean {
  try {
    const { tensors, made } = tensorsFor(y, { what, names: inputNames });
    tf.dispose(made);
    return areInputs(tensors, inputShapes);
  } catch {
    return false;
  }
}

function refuseWithDataset(
  y: unknown,
  { what, batchSize, sampleWeight, validationSplit }: DataOptions,
): void {
  const given = Object.entries({ y, batchSize, sampleWeight, validationSplit: validationSplit || undefined });
  const refused = given.filter(([, value]) => value !== undefined).map(([name]) => name);
  if (refused.length === 0) return;
  const cures: Record<string, string> = {
    y: "let the dataset's elements be [x, y]",
    batchSize: "batch the dataset: dataset.batch(64)",
    sampleWeight: "let the dataset's elements be [x, y, sampleWeight]",
    validationSplit: "split it yourself with take and skip, and give validationData",
  };
  throw new TrainingDataError(`${what}: ${refused.join(" and ")} cannot be given with a dataset.`, {
    cure: cures[refused[0] as string],
  });
}
