/** How many predictions are right. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { labelsOf, ofSameRank } from "../losses";
import type { MetricOptions } from "./metric";
import { MeanMetricWrapper } from "./reductionMetrics";

/** How often predictions equal targets (keras.metrics.Accuracy). */
export class Accuracy extends MeanMetricWrapper {
  constructor(options: MetricOptions = {}) {
    super(
      (yTrue, yPred) => tf.equal(...ofSameRank(yTrue.toFloat(), yPred.toFloat())),
      {
        name: "accuracy",
        ...options,
      },
      "up",
    );
  }
}

export interface BinaryAccuracyOptions extends MetricOptions {
  /** Above it a prediction means 1. Defaults to 0.5. */
  threshold?: number;
}

/** How often a probability is on the right side of the threshold (keras.metrics.BinaryAccuracy). */
export class BinaryAccuracy extends MeanMetricWrapper {
  constructor({ threshold = 0.5, ...options }: BinaryAccuracyOptions = {}) {
    const isRight = (yTrue: tf.Tensor, yPred: tf.Tensor) => {
      const [targets, predictions] = ofSameRank(yTrue.toFloat(), yPred);
      return targets.equal(predictions.greater(threshold).toFloat());
    };
    super(isRight, { name: "binary_accuracy", ...options }, "up");
  }
}

/** How often the likeliest class is the right one, targets one-hot (keras.metrics.CategoricalAccuracy). */
export class CategoricalAccuracy extends MeanMetricWrapper {
  constructor(options: MetricOptions = {}) {
    super(
      (yTrue, yPred) => yTrue.argMax(-1).equal(yPred.argMax(-1)),
      {
        name: "categorical_accuracy",
        ...options,
      },
      "up",
    );
  }
}

/** How often the likeliest class is the right one, targets numbers of classes (keras.metrics.SparseCategoricalAccuracy). */
export class SparseCategoricalAccuracy extends MeanMetricWrapper {
  constructor(options: MetricOptions = {}) {
    super(
      (yTrue, yPred) => labelsOf(yTrue, yPred).toInt().equal(yPred.argMax(-1)),
      {
        name: "sparse_categorical_accuracy",
        ...options,
      },
      "up",
    );
  }
}

export interface TopKOptions extends MetricOptions {
  /** How many of the likeliest classes count. Defaults to 5. */
  k?: number;
}

/** How often the right class is among the likeliest, targets one-hot (keras.metrics.TopKCategoricalAccuracy). */
export class TopKCategoricalAccuracy extends MeanMetricWrapper {
  constructor({ k = 5, ...options }: TopKOptions = {}) {
    super(
      (yTrue, yPred) => inTopK(yTrue.argMax(-1), yPred, k),
      {
        name: "top_k_categorical_accuracy",
        ...options,
      },
      "up",
    );
  }
}

/** How often the right class is among the likeliest, targets numbers of classes (keras.metrics.SparseTopKCategoricalAccuracy). */
export class SparseTopKCategoricalAccuracy extends MeanMetricWrapper {
  constructor({ k = 5, ...options }: TopKOptions = {}) {
    super(
      (yTrue, yPred) => inTopK(labelsOf(yTrue, yPred), yPred, k),
      {
        name: "sparse_top_k_categorical_accuracy",
        ...options,
      },
      "up",
    );
  }
}

/** Whether fewer than k classes are likelier than the right one: equals count in favour, as in TensorFlow. */
function inTopK(labels: tf.Tensor, predictions: tf.Tensor, k: number): tf.Tensor {
  const classes = predictions.shape.at(-1) ?? 1;
  const ofLabel = tf
    .oneHot(labels.toInt() as tf.Tensor1D, classes)
    .mul(predictions)
    .sum(-1, true);
  return predictions.greater(ofLabel).toFloat().sum(-1).less(k);
}
