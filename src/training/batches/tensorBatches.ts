/** Batches taken out of tensors that are there as a whole. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import type { BatchSource, NextBatch } from "./batch";

/** Samples: rows of tensors. */
export interface Samples {
  inputs: tf.Tensor[];
  targets: tf.Tensor[];
  sampleWeights: (tf.Tensor | undefined)[];
  /** The first row that counts. */
  from: number;
  count: number;
}

export interface TensorBatchOptions {
  batchSize: number;
  /** Whether each pass takes the samples in another order. */
  shuffle: boolean;
}

export function tensorBatches(samples: Samples, { batchSize, shuffle }: TensorBatchOptions): BatchSource {
  const { from, count, ...of } = samples;
  async function* pass(): AsyncGenerator<NextBatch, void, undefined> {
    const order = Int32Array.from({ length: count }, (_, index) => from + index);
    if (shuffle) tf.util.shuffle(order);
    for (let done = 0; done < count; done += batchSize) {
      const rows = order.subarray(done, done + batchSize);
      yield { samples: rows.length, rows, of };
    }
  }
  // Each pass draws a new order.
  return { steps: Math.ceil(count / batchSize), pass, skipPasses: () => {} };
}
