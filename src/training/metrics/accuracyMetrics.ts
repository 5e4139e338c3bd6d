/** How many predictions are right. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { number, type OptionsOf, type Resolved, whole } from "../../options";
import { labelsOf, ofSameRank } from "../losses";
import { requireClassNumbers, requireOneHotRows } from "./failedMetric";
import { Metric, type MetricOptions } from "./metric";
import { SampleMean } from "./reductionMetrics";

/** How often predictions equal targets (keras.metrics.Accuracy). */
export class Accuracy extends SampleMean {
  constructor(options: MetricOptions = {}) {
    super("accuracy", options, { direction: "up" });
  }

  protected ofSamples(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    return tf.equal(...ofSameRank(yTrue.toFloat(), yPred.toFloat()));
  }
}

export interface BinaryAccuracyOptions extends MetricOptions {
  /** Above it a prediction means 1. Defaults to 0.5. */
  threshold?: number;
}

/** How often a probability is on the right side of the threshold (keras.metrics.BinaryAccuracy). */
export class BinaryAccuracy extends SampleMean {
  static override readonly options = {
    ...Metric.options,
    threshold: number(0.5),
  } satisfies OptionsOf<BinaryAccuracyOptions>;

  declare private readonly options: Resolved<typeof BinaryAccuracy.options>;

  constructor(options: BinaryAccuracyOptions = {}) {
    super("binary_accuracy", options, { direction: "up" });
  }

  protected ofSamples(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    const [targets, predictions] = ofSameRank(yTrue.toFloat(), yPred);
    return targets.equal(predictions.greater(this.options.threshold).toFloat());
  }
}

/** How often the likeliest class is the right one, targets one-hot (keras.metrics.CategoricalAccuracy). */
export class CategoricalAccuracy extends SampleMean {
  constructor(options: MetricOptions = {}) {
    super("categorical_accuracy", options, { direction: "up" });
  }

  protected ofSamples(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    requireOneHotRows(this.name, yTrue, yPred);
    return yTrue.argMax(-1).equal(yPred.argMax(-1));
  }
}

/** How often the likeliest class is the right one, targets numbers of classes (keras.metrics.SparseCategoricalAccuracy). */
export class SparseCategoricalAccuracy extends SampleMean {
  constructor(options: MetricOptions = {}) {
    super("sparse_categorical_accuracy", options, { direction: "up" });
  }

  protected ofSamples(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    requireClassNumbers(this.name, yTrue, yPred);
    return labelsOf(yTrue, yPred).toInt().equal(yPred.argMax(-1));
  }
}

export interface TopKOptions extends MetricOptions {
  /** How many of the likeliest classes count. Defaults to 5. */
  k?: number;
}

abstract class TopKAccuracy extends SampleMean {
  static override readonly options = {
    ...Metric.options,
    k: whole(5),
  } satisfies OptionsOf<TopKOptions>;

  declare protected readonly options: Resolved<typeof TopKAccuracy.options>;
}

/** How often the right class is among the likeliest, targets one-hot (keras.metrics.TopKCategoricalAccuracy). */
export class TopKCategoricalAccuracy extends TopKAccuracy {
  constructor(options: TopKOptions = {}) {
    super("top_k_categorical_accuracy", options, { direction: "up" });
  }

  protected ofSamples(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    requireOneHotRows(this.name, yTrue, yPred);
    return inTopK(yTrue.argMax(-1), yPred, this.options.k);
  }
}

/** How often the right class is among the likeliest, targets numbers of classes (keras.metrics.SparseTopKCategoricalAccuracy). */
export class SparseTopKCategoricalAccuracy extends TopKAccuracy {
  constructor(options: TopKOptions = {}) {
    super("sparse_top_k_categorical_accuracy", options, { direction: "up" });
  }

  protected ofSamples(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    requireClassNumbers(this.name, yTrue, yPred);
    return inTopK(labelsOf(yTrue, yPred), yPred, this.options.k);
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
