/** Batches out of a Dataset, or of anything that yields `[x, y]` or `[x, y, sampleWeight]`, batched already. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { Dataset } from "../../data/pipeline";
import { TrainingDataError } from "../errors";
import type { Batch, BatchSource } from "./batch";
import { classSampleWeights, twoKindsOfWeights } from "./classWeights";
import { type ModelData, tensorsFor } from "./modelData";

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
  outputNames: readonly string[];
  /** Whether elements hold inputs and targets, or inputs alone will do. */
  needsTargets: boolean;
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
    for await (const element of elements()) {
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
        // A Dataset frees its own elements.
        if (!(data instanceof Dataset)) disposeTensors(element);
      }
    }
  }
  const size = data instanceof Dataset || isTfjsDataset(data) ? data.size : null;
  const skipPasses = (count: number) => {
    if (data instanceof Dataset) data.skipPasses(count);
  };
  return { steps: size, pass, skipPasses, isReadOnce: typeof data === "object" && isIterator(data) };
}

type Elements = () => AsyncIterable<unknown> | Iterable<unknown>;

/** What a pass goes through. */
function elementsOf(data: BatchedData, what: string): Elements {
  if (typeof data === "function") return () => made(data, what);
  if (isTfjsDataset(data)) return () => ofTfjs(data);
  return isIterator(data) ? () => goingOn(data) : () => data as AsyncIterable<unknown>;
}

function made(make: () => unknown, what: string): AsyncIterable<unknown> | Iterable<unknown> {
  const found = make();
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

function disposeTensors(element: unknown): void {
  if (element instanceof tf.Tensor) element.dispose();
  else if (typeof element === "object" && element !== null && !ArrayBuffer.isView(element)) {
    for (const part of Object.values(element)) if (typeof part === "object") disposeTensors(part);
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
  try {
    const batch = {
      inputs: tensors(x, "inputs", inputNames),
      targets: tensors(y, "targets", outputNames),
      sampleWeights: tensors(weights, "weights", outputNames),
    };
    return { batch: { ...batch, samples: samplesOf(batch, what) }, made };
  } catch (error) {
    tf.dispose(made);
    throw error;
  }
}

function samplesOf({ inputs, targets, sampleWeights }: Omit<Batch, "samples">, what: string): number {
  if ([...inputs, ...targets, ...sampleWeights].some((tensor) => tensor?.isDisposed)) {
    throw new TrainingDataError(`${what}: an element holds a tensor that was freed.`, {
      cure: "yield a new tensor, or a clone, each time: what a generator yields is freed after its step",
    });
  }
  const samples = inputs[0]?.shape[0];
  if (samples === undefined) {
    throw new TrainingDataError(`${what}: an element's input is ${describe(inputs[0])}, which is no batch.`, {
      cure: "batch the dataset: dataset.batch(32)",
    });
  }
  return samples;
}

function elementParts(
  element: unknown,
  { what, needsTargets }: DatasetBatchOptions,
): [ModelData, ModelData | undefined, ModelData | undefined] {
  if (Array.isArray(element) && element.length >= (needsTargets ? 2 : 1) && element.length <= 3) {
    return element as [ModelData, ModelData, ModelData];
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
