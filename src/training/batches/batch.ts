/** The data of a step, and where it comes from. */
import * as tf from "@tensorflow/tfjs-node-gpu";

/** One step's data: a tensor for each input of the model, and for each output its targets and weights. */
export interface Batch {
  inputs: tf.Tensor[];
  /** Empty where only inputs are given. */
  targets: tf.Tensor[];
  /** For each output one weight a sample, or none. */
  sampleWeights: (tf.Tensor | undefined)[];
  samples: number;
}

/** A batch that is yet to be taken out of the samples that it is part of: by a graph, or by `withTensors`. */
export interface BatchOfRows {
  samples: number;
  rows: Int32Array;
  /** All samples, which stay where they are. */
  of: Omit<Batch, "samples">;
}

export type NextBatch = Batch | BatchOfRows;

export const isOfRows = (batch: NextBatch): batch is BatchOfRows => "rows" in batch;

/** Hands a batch over as tensors, and frees those that were made for it. */
export async function withTensors<Result>(
  batch: NextBatch,
  work: (batch: Batch) => Result | Promise<Result>,
): Promise<Result> {
  if (!isOfRows(batch)) return work(batch);
  const { of, rows, samples } = batch;
  const made = tf.tidy(() => {
    const indices = tf.tensor1d(rows, "int32");
    const taken = <Some extends tf.Tensor | undefined>(tensor: Some) => tensor && tf.gather(tensor, indices);
    return {
      inputs: of.inputs.map(taken),
      targets: of.targets.map(taken),
      sampleWeights: of.sampleWeights.map(taken),
    } as unknown as tf.TensorContainerObject;
  }) as unknown as Omit<Batch, "samples">;
  try {
    return await work({ ...made, samples });
  } finally {
    tf.dispose([...made.inputs, ...made.targets]);
    for (const weights of made.sampleWeights) weights?.dispose();
  }
}

/** Batches, as often as asked for. */
export interface BatchSource {
  /** Batches in a pass; null where only a pass can tell, Infinity where it does not end. */
  readonly steps: number | null;
  /** A new pass. Each batch is freed when the next is asked for, or the pass is left. */
  pass(): AsyncGenerator<NextBatch, void, undefined>;
  /** Whether a pass goes on where the last one was left, as a generator does. Defaults to false. */
  readonly isReadOnce?: boolean;
  /** The next pass is as if so many had been made before: for shuffles that differ from pass to pass. */
  skipPasses(count: number): void;
}
