/** Losses as metrics: averages over samples, whatever the size of the batches. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import {
  type CrossentropyOptions,
  type Loss,
  losses,
  type SparseCategoricalCrossentropyOptions,
} from "../losses";
import type { MetricOptions, Sums } from "./metric";
import { MeanMetricWrapper } from "./reductionMetrics";

const ofSamples = (loss: Loss) => (yTrue: tf.Tensor, yPred: tf.Tensor) => loss.call(yTrue, yPred);

/** keras.metrics.MeanSquaredError */
export class MeanSquaredError extends MeanMetricWrapper {
  constructor(options: MetricOptions = {}) {
    super(ofSamples(new losses.MeanSquaredError()), { name: "mean_squared_error", ...options }, "down");
  }
}

/** The root of the mean squared error: in the unit of the targets (keras.metrics.RootMeanSquaredError). */
export class RootMeanSquaredError extends MeanMetricWrapper {
  constructor(options: MetricOptions = {}) {
    super(ofSamples(new losses.MeanSquaredError()), { name: "root_mean_squared_error", ...options }, "down");
  }

  /** Keras's leaves masked steps in: it is no MeanMetricWrapper. A copy has no mask. */
  protected override batchSums(yTrue: tf.Tensor, yPred: tf.Tensor, sampleWeight?: tf.Tensor): Sums {
    return super.batchSums(yTrue, yPred.clone(), sampleWeight);
  }

  protected override value(sums: Record<string, tf.Tensor>): tf.Tensor {
    return super.value(sums).sqrt();
  }
}

/** keras.metrics.MeanAbsoluteError */
export class MeanAbsoluteError extends MeanMetricWrapper {
  constructor(options: MetricOptions = {}) {
    super(ofSamples(new losses.MeanAbsoluteError()), { name: "mean_absolute_error", ...options }, "down");
  }
}

/** keras.metrics.MeanAbsolutePercentageError */
export class MeanAbsolutePercentageError extends MeanMetricWrapper {
  constructor(options: MetricOptions = {}) {
    const name = "mean_absolute_percentage_error";
    super(ofSamples(new losses.MeanAbsolutePercentageError()), { name, ...options }, "down");
  }
}

/** keras.metrics.MeanSquaredLogarithmicError */
export class MeanSquaredLogarithmicError extends MeanMetricWrapper {
  constructor(options: MetricOptions = {}) {
    const name = "mean_squared_logarithmic_error";
    super(ofSamples(new losses.MeanSquaredLogarithmicError()), { name, ...options }, "down");
  }
}

export interface CosineSimilarityMetricOptions extends MetricOptions {
  /** The axis of a vector. Defaults to -1. */
  axis?: number;
}

/** 1 for vectors of one direction: the loss of this name with the other sign (keras.metrics.CosineSimilarity). */
export class CosineSimilarity extends MeanMetricWrapper {
  constructor({ axis = -1, ...options }: CosineSimilarityMetricOptions = {}) {
    const loss = new losses.CosineSimilarity({ axis });
    super((yTrue, yPred) => loss.call(yTrue, yPred).neg(), { name: "cosine_similarity", ...options }, "up");
  }
}

/** keras.metrics.LogCoshError */
export class LogCoshError extends MeanMetricWrapper {
  constructor(options: MetricOptions = {}) {
    super(ofSamples(new losses.LogCosh()), { name: "logcosh", ...options }, "down");
  }
}

/** keras.metrics.Poisson */
export class Poisson extends MeanMetricWrapper {
  constructor(options: MetricOptions = {}) {
    super(ofSamples(new losses.Poisson()), { name: "poisson", ...options }, "down");
  }
}

/** keras.metrics.KLDivergence */
export class KLDivergence extends MeanMetricWrapper {
  constructor(options: MetricOptions = {}) {
    super(ofSamples(new losses.KLDivergence()), { name: "kl_divergence", ...options }, "down");
  }
}

type OfLoss<Options> = MetricOptions & Omit<Options, "reduction" | "name" | "axis">;

/** keras.metrics.BinaryCrossentropy */
export class BinaryCrossentropy extends MeanMetricWrapper {
  constructor({ name = "binary_crossentropy", ...options }: OfLoss<CrossentropyOptions> = {}) {
    super(ofSamples(new losses.BinaryCrossentropy(options)), { name }, "down");
  }
}

/** keras.metrics.CategoricalCrossentropy */
export class CategoricalCrossentropy extends MeanMetricWrapper {
  constructor({ name = "categorical_crossentropy", ...options }: OfLoss<CrossentropyOptions> = {}) {
    super(ofSamples(new losses.CategoricalCrossentropy(options)), { name }, "down");
  }
}

/** keras.metrics.SparseCategoricalCrossentropy */
export class SparseCategoricalCrossentropy extends MeanMetricWrapper {
  constructor({
    name = "sparse_categorical_crossentropy",
    ...options
  }: OfLoss<SparseCategoricalCrossentropyOptions> = {}) {
    super(ofSamples(new losses.SparseCategoricalCrossentropy(options)), { name }, "down");
  }
}

/** keras.metrics.Hinge */
export class Hinge extends MeanMetricWrapper {
  constructor(options: MetricOptions = {}) {
    super(ofSamples(new losses.Hinge()), { name: "hinge", ...options }, "down");
  }
}

/** keras.metrics.SquaredHinge */
export class SquaredHinge extends MeanMetricWrapper {
  constructor(options: MetricOptions = {}) {
    super(ofSamples(new losses.SquaredHinge()), { name: "squared_hinge", ...options }, "down");
  }
}

/** keras.metrics.CategoricalHinge */
export class CategoricalHinge extends MeanMetricWrapper {
  constructor(options: MetricOptions = {}) {
    super(ofSamples(new losses.CategoricalHinge()), { name: "categorical_hinge", ...options }, "down");
  }
}
