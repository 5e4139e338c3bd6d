/** Batches out of a Dataset, or of anything that yields `[x, y]` or `[x, y, sampleWeight]`, batched already. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { Dataset, YieldedTensors } from "../../data/pipeline";
import { isPromise } from "../../forgottenAwait";
import { TrainingDataError } from "../errors";
import type { Batch, BatchSource } from "./batch";
import { classSampleWeights, twoKindsOfWeights } from "./classWeights";
import { requireInputs } from "./inputShapes";
import { type ModelData, tensorsFor } from "./modelData";
import { type SampleWeights, weightsFor } from "./sampleWeights";
import { requireTargets, type TrainedOutput } from "./targetsFit";

/** tfjs's own datasets (tf.data), whose elements are `{ xs, ys }`. */
interface TfjsDataset {
  readonly size: number | null;
  iterator(): Promise<{ next(): Promise<{ value: unknown; done: boolean }> }>;
}

/**
 * Batches where `fit` takes `x`: a Dataset, anything that is iterated asynchronously, a generator, or a function that
 * makes one of these for each epoch.
 */
export type BatchedData =
  | Dataset<unknown>
  | AsyncIterable<unknown>
  | IterableIterator<unknown>
  | TfjsDataset
  | (() => Iterable<unknown> | AsyncIterable<unknown>);

export interface DatasetBatchOptions {
  what: string;
  inputNames: readonly string[];
  inputShapes?: readonly (readonly (number | null)[])[];
  outputNames: readonly string[];
  /** Whether elements hold inputs and targets, or inputs alone will do. */
  needsTargets: boolean;
  outputs?: readonly TrainedOutput[];
  hasOwnStep?: boolean;
  classWeight?: Record<number, number>;
}

export const isBatchedData = (data: unknown): data is BatchedData =>
  typeof data === "function" ||
  (typeof data === "object" &&
    data !== null &&
    (Symbol.asyncIterator in data || isTfjsDataset(data) || isIterator(data)));

const isTfjsDataset = (data: object): data is TfjsDataset =>
  "iterator" in data && typeof data.iterator === "function";

/** Such as a generator: it can be gone through once. */
const isIterator = (data: object): data is OneShot => "next" in data && typeof data.next === "function";

type OneShot = AsyncIterator<unknown> | Iterator<unknown>;

export function datasetBatches(data: BatchedData, options: DatasetBatchOptions): BatchSource {
  const elements = elementsOf(data, options.what);
  async function* pass(): AsyncGenerator<Batch, void, undefined> {
    // A Dataset frees its own elements.
    const yielded = data instanceof Dataset ? undefined : new YieldedTensors();
    try {
      for await (const element of elements()) {
        yielded?.next(element);
        yield* taken(element);
      }
    } finally {
      yielded?.dispose();
    }
  }
  /** The element as a batch, until the next one is asked for. */
  function* taken(element: unknown): Generator<Batch, void, undefined> {
    const { batch, made } = batchOf(element, options);
    try {
      if (options.classWeight) {
        if (batch.sampleWeights.length > 0) throw twoKindsOfWeights(options.what);
        const weights = classSampleWeights(batch.targets, options.classWeight, options.what);
        made.push(weights);
        batch.sampleWeights = [weights];
      }
      yield batch;
    } finally {
      tf.dispose(made);
    }
  }
  const size = data instanceof Dataset || isTfjsDataset(data) ? data.size : null;
  const skipPasses = (count: number) => {
    if (data instanceof Dataset) data.skipPasses(count);
  };
  return { steps: size, pass, skipPasses, isReadOnce: typeof data === "object" && isIterator(data) };
}

type Elements = () => AsyncIterable<unknown> | Iterable<unknown>;

/** The elements that a pass goes through. */
function elementsOf(data: BatchedData, what: string): Elements {
  if (typeof data === "function") return () => made(data, what);
  if (isTfjsDataset(data)) return () => ofTfjs(data);
  return isIterator(data) ? () => goingOn(data) : () => data as AsyncIterable<unknown>;
}

function made(make: () => unknown, what: string): AsyncIterable<unknown> | Iterable<unknown> {
  const found = make();
  if (isPromise(found)) {
    throw new TrainingDataError(`${what}: the function gives a Promise, of which no batches can be taken.`, {
      cure: "give a function without async, or write await before the call that gives a Dataset",
    });
  }
  const isIterable =
    typeof found === "object" &&
    found !== null &&
    (Symbol.asyncIterator in found || Symbol.iterator in found);
  if (isIterable) return found as Iterable<unknown>;
  throw new TrainingDataError(
    `${what}: the function must give batches to iterate, found ${describe(found)}.`,
    {
      cure: "give a generator: function* () { yield [x, y]; }",
    },
  );
}

/** Goes on where the last pass was left: the generator is its owner's, and may serve another training. */
async function* goingOn(generator: OneShot): AsyncGenerator<unknown, void, undefined> {
  for (;;) {
    const { value, done } = await generator.next();
    if (done) return;
    yield value;
  }
}

async function* ofTfjs(data: TfjsDataset): AsyncGenerator<unknown, void, undefined> {
  const iterator = await data.iterator();
  for (;;) {
    const { value, done } = await iterator.next();
    if (done) return;
    yield value;
  }
}

/** @returns `made` are tensors out of arrays of numbers: the caller's to dispose. */
function batchOf(element: unknown, options: DatasetBatchOptions): { batch: Batch; made: tf.Tensor[] } {
  const { what, inputNames, outputNames } = options;
  const [x, y, weights] = elementParts(element, options);
  const made: tf.Tensor[] = [];
  const tensors = (part: ModelData | undefined, side: string, names: readonly string[]) => {
    if (part === undefined) return [];
    const result = tensorsFor(part, { what: `${what}: ${side}`, names });
    made.push(...result.made);
    return result.tensors;
  };
  const weightsOf = (part: SampleWeights | undefined) => {
    if (part === undefined) return [];
    const result = weightsFor(part, { what: `${what}: weights`, names: outputNames });
    made.push(...result.made);
    return result.weights;
  };
  try {
    const batch = {
      inputs: tensors(x, "inputs", inputNames),
      targets: tensors(y, "targets", outputNames),
      sampleWeights: weightsOf(weights),
    };
    return { batch: { ...batch, samples: samplesOf(batch, options) }, made };
  } catch (error) {
    tf.dispose(made);
    throw error;
  }
}

function samplesOf(batch: Omit<Batch, "samples">, options: DatasetBatchOptions): number {
  const { inputs, targets, sampleWeights } = batch;
  if ([...inputs, ...targets, ...sampleWeights].some((tensor) => tensor?.isDisposed)) {
    throw new TrainingDataError(`${options.what}: an element holds a tensor that was freed.`, {
      cure: "make a tensor that serves several batches before the generator begins, or tf.keep it",
    });
  }
  requireBatch(batch, options);
  requireInputs(inputs, options);
  requireTargets(targets, options);
  return inputs[0]?.shape[0] as number;
}

/** @throws {TrainingDataError} for a single sample, which has no axis that counts samples. */
function requireBatch(
  { inputs, targets }: Omit<Batch, "samples">,
  { what, inputShapes, inputNames, outputNames }: DatasetBatchOptions,
): void {
  const parts = [
    ...inputs.map((tensor, index) => {
      const shape = inputShapes?.[index];
      const isSample = tensor.rank === 0 || (shape !== undefined && isOneSample(tensor.shape, shape));
      return { tensor, isSample, name: partTitle("input", index, inputNames), shape };
    }),
    ...targets.map((tensor, index) => {
      const name = partTitle("target", index, outputNames);
      return { tensor, isSample: tensor.rank === 0, name, shape: undefined };
    }),
  ];
  const sample = parts.find(({ isSample }) => isSample);
  if (!sample) return;
  const { name, tensor, shape } = sample;
  const taken = shape ? `; the model takes [${["batch", ...shape.slice(1)].join(", ")}]` : "";
  throw new TrainingDataError(
    `${what}: an element's ${name} is ${describe(tensor)}, which is no batch${taken}.`,
    {
      cure: "batch the dataset: dataset.batch(32)",
    },
  );
}

/** Whether this is what the model takes, without the axis that counts samples. */
function isOneSample(shape: readonly number[], [, ...model]: readonly (number | null)[]): boolean {
  return shape.length === model.length && shape.every((size, axis) => size === (model[axis] ?? size));
}

const partTitle = (side: string, index: number, names: readonly string[]): string =>
  names.length === 1 ? side : `${side} "${names[index]}"`;

function elementParts(
  element: unknown,
  { what, needsTargets }: DatasetBatchOptions,
): [ModelData, ModelData | undefined, SampleWeights | undefined] {
  if (Array.isArray(element) && element.length >= (needsTargets ? 2 : 1) && element.length <= 3) {
    return element as [ModelData, ModelData, SampleWeights];
  }
  if (typeof element === "object" && element !== null && "xs" in element) {
    const { xs, ys } = element as { xs: ModelData; ys: ModelData };
    return [xs, ys, undefined];
  }
  if (!needsTargets) return [element as ModelData, undefined, undefined];
  throw new TrainingDataError(
    `${what}: an element must be [x, y] or [x, y, sampleWeight], found ${describe(element)}.`,
    {
      cure: "Dataset.fromTensorSlices([x, y]).batch(32)",
    },
  );
}

function describe(value: unknown): string {
  if (value instanceof tf.Tensor) return `a tensor of shape [${value.shape.join(", ")}]`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return `an object with ${Object.keys(value).join(", ")}`;
  return String(value);
}
