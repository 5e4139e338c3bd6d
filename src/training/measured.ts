import type * as tf from "@tensorflow/tfjs-node-gpu";

/** Targets and predictions of one batch; lists for a model with several outputs. */
export interface Measured {
  /** Those that `fit` and `evaluate` give to a model's own `computeLoss` and `computeMetrics`. */
  x?: tf.Tensor | readonly tf.Tensor[];
  y?: tf.Tensor | readonly tf.Tensor[];
  yPred: tf.Tensor | readonly tf.Tensor[];
  /** How much each sample counts, `[samples]`; in a list null where all count alike. Defaults to 1 for each. */
  sampleWeight?: tf.Tensor | readonly (tf.Tensor | null | undefined)[];
}
