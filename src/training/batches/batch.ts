/** What a step is given, and where it comes from. */
import type * as tf from "@tensorflow/tfjs-node-gpu";

/** One step's data: a tensor for each input of the model, and for each output its targets and weights. */
export interface Batch {
  inputs: tf.Tensor[];
  /** Empty where only inputs are given. */
  targets: tf.Tensor[];
  /** For each output one weight a sample, or none. */
  sampleWeights: (tf.Tensor | undefined)[];
  samples: number;
}

/** Batches, as often as asked for. */
export interface BatchSource {
  /** Batches in a pass; null where only a pass can tell, Infinity where it does not end. */
  readonly steps: number | null;
  /** A new pass. Each batch is freed when the next is asked for, or the pass is left. */
  pass(): AsyncGenerator<Batch, void, undefined>;
  /** The next pass is as if so many had been made before: for shuffles that differ from pass to pass. */
  skipPasses(count: number): void;
}
