/** The fields in which a tf.LayersModel keeps its compilation (tfjs-layers 4.22.0, engine/training.ts). */
import type * as tf from "@tensorflow/tfjs-node-gpu";

/** Targets and predictions to the loss of each sample, or to a number. */
export type TensorFunction = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.Tensor;

export interface CompiledByTfjs {
  /** The mark that tfjs's own `fit` and `fitDataset` set and heed. */
  isTraining: boolean;
  /** As `compile` was given them. */
  loss: unknown;
  metrics: unknown;
  optimizer?: tf.Optimizer;
  /** Whether the optimizer was made for this model, and is freed with it. */
  isOptimizerOwned: boolean;
  /** One for each output. */
  lossFunctions: TensorFunction[];
  /** Metrics, each with the index of its output. With several outputs, their losses come first. */
  metricsTensors: [TensorFunction, number][];
}
