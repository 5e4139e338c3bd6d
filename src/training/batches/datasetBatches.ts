/** Batches out of a Dataset, or of anything that yields `[x, y]` or `[x, y, sampleWeight]`, batched already. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { Dataset } from "../../data/pipeline";
import { TrainingDataError } from "../errors";
import type { Batch, BatchSource } from "./batch";
import { classSampleWeights } from "./classWeights";
import { partsFor } from "./modelData";

/** tfjs's own datasets (tf.data), whose elements are `{ xs, ys }`. */
interface TfjsDataset {
  readonly size: number | null;
  iterator(): Promise<{ next(): Promise<{ value: unknown; done: boolean }> }>;
}

/** What `fit` accepts in the place of `x`, when it holds targets too. */
export type BatchedData = Dataset<unknown> | AsyncIterable<unknown> | TfjsDataset;

export interface DatasetBatchOptions {
  what: string;
  inputNames: readonly string[];
  outputNames: readonly string[];
  /** Whether elements hold inputs and targets, or inputs alone will do. */
  needsTargets: boolean;
  classWeight?: Record<number, number>;
}

export const isBatchedData = (data: unknown): data is BatchedData =>
  typeof data === "object" && data !== null && (Symbol.asyncIterator in data || isTfjsDataset(data));

const isTfjsDataset = (data: object): data is TfjsDataset =>
  "iterator" in data && typeof data.iterator === "function";

export function datasetBatches(data: BatchedData, options: DatasetBatchOptions): BatchSource {
  async function* pass(): AsyncGenerator<Batch, void, undefined> {
    for await (const element of elementsOf(data)) {
      const batch = batchOf(element, options);
      const made =
        options.classWeight && classSampleWeights(batch.targets, options.classWeight, options.what);
      try {
        yield made ? { ...batch, sampleWeights: [made] } : batch;
      } finally {
        made?.dispose();
        // A Dataset frees its own elements.
        if (!(data instanceof Dataset)) tf.dispose(element as tf.TensorContainer);
      }
    }
  }
  const size = data instanceof Dataset || isTfjsDataset(data) ? data.size : null;
  const skipPasses = (count: number) => {
    if (data instanceof Dataset) data.skipPasses(count);
  };
  return { steps: size, pass, skipPasses };
}

async function* elementsOf(data: BatchedData): AsyncGenerator<unknown, void, undefined> {
  if (!isTfjsDataset(data)) {
    yield* data;
    return;
  }
  const iterator = await data.iterator();
  for (;;) {
    const { value, done } = await iterator.next();
    if (done) return;
    yield value;
  }
}

type Part = tf.Tensor | tf.Tensor[] | Record<string, tf.Tensor>;

function batchOf(element: unknown, options: DatasetBatchOptions): Batch {
  const { what, inputNames, outputNames } = options;
  const [x, y, weights] = elementParts(element, options);
  const inputs = partsFor<tf.Tensor>(x, { what: `${what}: inputs`, names: inputNames });
  const targets =
    y === undefined ? [] : partsFor<tf.Tensor>(y, { what: `${what}: targets`, names: outputNames });
  const sampleWeights =
    weights === undefined
      ? []
      : partsFor<tf.Tensor>(weights, { what: `${what}: weights`, names: outputNames });
  const samples = inputs[0]?.shape[0];
  if (samples === undefined) {
    throw new TrainingDataError(`${what}: an element's input is ${describe(inputs[0])}, which is no batch.`, {
      cure: "batch the dataset: dataset.batch(32)",
    });
  }
  return { inputs, targets, sampleWeights, samples };
}

function elementParts(
  element: unknown,
  { what, needsTargets }: DatasetBatchOptions,
): [Part, Part | undefined, Part | undefined] {
  if (Array.isArray(element) && element.length >= (needsTargets ? 2 : 1) && element.length <= 3) {
    return element as [Part, Part, Part];
  }
  if (typeof element === "object" && element !== null && "xs" in element) {
    const { xs, ys } = element as { xs: Part; ys: Part };
    return [xs, ys, undefined];
  }
  if (!needsTargets) return [element as Part, undefined, undefined];
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
