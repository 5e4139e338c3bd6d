/** Losses as metrics: averages over samples, whatever the size of the batches. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import type { OptionsOf, Resolved } from "../../options";
import {
  type CosineSimilarityOptions,
  type CrossentropyOptions,
  type Loss,
  losses,
  type SparseCategoricalCrossentropyOptions,
} from "../losses";
import { Metric, type MetricOptions, type Sums } from "./metric";
import { SampleMean } from "./reductionMetrics";

/** The average loss of a sample. */
abstract class LossMetric extends SampleMean {
  declare protected readonly options: Resolved<typeof Metric.options>;
  private readonly loss: Loss;

  /** @param Measured takes the metric's options, the name left aside. */
  constructor(
    defaultName: string,
    options: MetricOptions,
    Measured: new (options: object) => Loss,
    direction: "up" | "down" = "down",
  ) {
    super(defaultName, options, { direction });
    const { name: _, ...ofLoss } = this.options;
    this.loss = new Measured(ofLoss);
  }

  protected ofSamples(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    return this.loss.call(yTrue, yPred);
  }
}

/** keras.metrics.MeanSquaredError */
export class MeanSquaredError extends LossMetric {
  constructor(options: MetricOptions = {}) {
    super("mean_squared_error", options, losses.MeanSquaredError);
  }
}

/** The root of the mean squared error: in the unit of the targets (keras.metrics.RootMeanSquaredError). */
export class RootMeanSquaredError extends LossMetric {
  constructor(options: MetricOptions = {}) {
    super("root_mean_squared_error", options, losses.MeanSquaredError);
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
export class MeanAbsoluteError extends LossMetric {
  constructor(options: MetricOptions = {}) {
    super("mean_absolute_error", options, losses.MeanAbsoluteError);
  }
}

/** keras.metrics.MeanAbsolutePercentageError */
export class MeanAbsolutePercentageError extends LossMetric {
  constructor(options: MetricOptions = {}) {
    super("mean_absolute_percentage_error", options, losses.MeanAbsolutePercentageError);
  }
}

/** keras.metrics.MeanSquaredLogarithmicError */
export class MeanSquaredLogarithmicError extends LossMetric {
  constructor(options: MetricOptions = {}) {
    super("mean_squared_logarithmic_error", options, losses.MeanSquaredLogarithmicError);
  }
}

/** The options of a loss that mean something for its metric: an average over samples has no reduction. */
type OfMetric<Options> = Omit<Options, "reduction">;

export interface CosineSimilarityMetricOptions extends OfMetric<CosineSimilarityOptions> {}

/** 1 for vectors of one direction: the loss of this name with the other sign (keras.metrics.CosineSimilarity). */
export class CosineSimilarity extends LossMetric {
  static override readonly options = {
    ...Metric.options,
    axis: losses.CosineSimilarity.options.axis,
  } satisfies OptionsOf<CosineSimilarityMetricOptions>;

  constructor(options: CosineSimilarityMetricOptions = {}) {
    super("cosine_similarity", options, losses.CosineSimilarity, "up");
  }

  protected override ofSamples(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    return super.ofSamples(yTrue, yPred).neg();
  }
}

/** keras.metrics.LogCoshError */
export class LogCoshError extends LossMetric {
  constructor(options: MetricOptions = {}) {
    super("logcosh", options, losses.LogCosh);
  }
}

/** keras.metrics.Poisson */
export class Poisson extends LossMetric {
  constructor(options: MetricOptions = {}) {
    super("poisson", options, losses.Poisson);
  }
}

/** keras.metrics.KLDivergence */
export class KLDivergence extends LossMetric {
  constructor(options: MetricOptions = {}) {
    super("kl_divergence", options, losses.KLDivergence);
  }
}

/** Options of the metric BinaryCrossentropy, whose classes, as in Keras, are on the last axis. */
export interface BinaryCrossentropyMetricOptions extends OfMetric<Omit<CrossentropyOptions, "axis">> {}

/** keras.metrics.BinaryCrossentropy */
export class BinaryCrossentropy extends LossMetric {
  static override readonly options = {
    ...Metric.options,
    fromLogits: losses.BinaryCrossentropy.options.fromLogits,
    labelSmoothing: losses.BinaryCrossentropy.options.labelSmoothing,
  } satisfies OptionsOf<BinaryCrossentropyMetricOptions>;

  constructor(options: BinaryCrossentropyMetricOptions = {}) {
    super("binary_crossentropy", options, losses.BinaryCrossentropy);
  }
}

export interface CategoricalCrossentropyMetricOptions extends OfMetric<CrossentropyOptions> {}

/** keras.metrics.CategoricalCrossentropy */
export class CategoricalCrossentropy extends LossMetric {
  static override readonly options = {
    ...BinaryCrossentropy.options,
    axis: losses.CategoricalCrossentropy.options.axis,
  } satisfies OptionsOf<CategoricalCrossentropyMetricOptions>;

  constructor(options: CategoricalCrossentropyMetricOptions = {}) {
    super("categorical_crossentropy", options, losses.CategoricalCrossentropy);
  }
}

export interface SparseCategoricalCrossentropyMetricOptions
  extends OfMetric<SparseCategoricalCrossentropyOptions> {}

/** keras.metrics.SparseCategoricalCrossentropy */
export class SparseCategoricalCrossentropy extends LossMetric {
  static override readonly options = {
    ...Metric.options,
    fromLogits: losses.SparseCategoricalCrossentropy.options.fromLogits,
    ignoreClass: losses.SparseCategoricalCrossentropy.options.ignoreClass,
    axis: losses.SparseCategoricalCrossentropy.options.axis,
  } satisfies OptionsOf<SparseCategoricalCrossentropyMetricOptions>;

  constructor(options: SparseCategoricalCrossentropyMetricOptions = {}) {
    super("sparse_categorical_crossentropy", options, losses.SparseCategoricalCrossentropy);
  }
}

/** keras.metrics.Hinge */
export class Hinge extends LossMetric {
  constructor(options: MetricOptions = {}) {
    super("hinge", options, losses.Hinge);
  }
}

/** keras.metrics.SquaredHinge */
export class SquaredHinge extends LossMetric {
  constructor(options: MetricOptions = {}) {
    super("squared_hinge", options, losses.SquaredHinge);
  }
}

/** keras.metrics.CategoricalHinge */
export class CategoricalHinge extends LossMetric {
  constructor(options: MetricOptions = {}) {
    super("categorical_hinge", options, losses.CategoricalHinge);
  }
}
