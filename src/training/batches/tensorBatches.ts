/** Batches taken out of tensors that are there as a whole. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import type { Batch, BatchSource } from "./batch";

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
  const { inputs, targets, sampleWeights, from, count } = samples;
  async function* pass(): AsyncGenerator<Batch, void, undefined> {
    const order = shuffle ? permutation(from, count) : undefined;
    for (let done = 0; done < count; done += batchSize) {
      const size = Math.min(batchSize, count - done);
      const batch = tf.tidy(() => {
        const indices = order && tf.tensor1d(order.subarray(done, done + size), "int32");
        const rows = (tensor: tf.Tensor) =>
          indices ? tf.gather(tensor, indices) : tensor.slice([from + done], [size]);
        return {
          inputs: inputs.map(rows),
          targets: targets.map(rows),
          sampleWeights: sampleWeights.map((weights) => weights && rows(weights)),
        } as unknown as tf.TensorContainerObject;
      }) as unknown as Omit<Batch, "samples">;
      try {
        yield { ...batch, samples: size };
      } finally {
        disposeBatch(batch);
      }
    }
  }
  // Each pass draws its order anew.
  return { steps: Math.ceil(count / batchSize), pass, skipPasses: () => {} };
}

function disposeBatch({ inputs, targets, sampleWeights }: Omit<Batch, "samples">): void {
  tf.dispose([...inputs, ...targets]);
  for (const weights of sampleWeights) weights?.dispose();
}

function permutation(from: number, count: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, index) => from + index);
  tf.util.shuffle(order);
  return order;
}
