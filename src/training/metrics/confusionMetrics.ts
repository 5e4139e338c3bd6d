/** Confusion metrics: how many of the positives were found, and how many of the found are positive. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { numberOrNumbers, type OptionsOf, type Resolved, whole } from "../../options";
import { type ConfusionCounts, confusionCounts, requireProbabilities } from "./confusionCounts";
import { Metric, type MetricOptions, type Sums } from "./metric";

export interface ConfusionMetricOptions extends MetricOptions {
  /** Above it a prediction is positive; with several, `results()` has one for each. Defaults to 0.5, or with `topK` to none. */
  thresholds?: number | readonly number[];
}

export interface PrecisionOptions extends ConfusionMetricOptions {
  /** Only the k likeliest classes of a sample can be positive; every one of them is. Defaults to all classes. */
  topK?: number;
  /** Only this class counts. Defaults to all classes. */
  classId?: number;
}

type CountName = keyof ConfusionCounts;

abstract class ConfusionMetric extends Metric {
  static override readonly options = {
    ...Metric.options,
    thresholds: numberOrNumbers(),
  } satisfies OptionsOf<ConfusionMetricOptions>;

  declare protected readonly options: Resolved<typeof ConfusionMetric.options> & {
    topK?: number | undefined;
    classId?: number | undefined;
  };
  private readonly thresholds: readonly number[];

  /** @throws {MetricError} for a threshold that is not between 0 and 1. */
  constructor(
    name: string,
    options: PrecisionOptions,
    private readonly counts: readonly CountName[],
    direction?: "up",
  ) {
    super(name, options, { direction });
    const { thresholds, topK } = this.options;
    requireProbabilities(`metrics.${new.target.name}`, [thresholds ?? []].flat());
    // As in Keras: with topK it is the rank that decides.
    this.thresholds = [thresholds ?? (topK === undefined ? 0.5 : -1e9)].flat();
  }

  protected batchSums(yTrue: tf.Tensor, yPred: tf.Tensor, sampleWeight?: tf.Tensor): Sums {
    const { topK, classId } = this.options;
    const all = confusionCounts(yTrue, yPred, sampleWeight, { thresholds: this.thresholds, topK, classId });
    return Object.fromEntries(this.counts.map((name) => [name, all[name]]));
  }

  protected value(sums: Record<string, tf.Tensor>): tf.Tensor {
    const [part, rest] = this.counts.map((name) => sums[name] as tf.Tensor);
    return rest ? tf.divNoNan(part as tf.Tensor, tf.add(part as tf.Tensor, rest)) : (part as tf.Tensor);
  }
}

/** keras.metrics.TruePositives */
export class TruePositives extends ConfusionMetric {
  constructor(options: ConfusionMetricOptions = {}) {
    super("true_positives", options, ["truePositives"]);
  }
}

/** keras.metrics.FalsePositives */
export class FalsePositives extends ConfusionMetric {
  constructor(options: ConfusionMetricOptions = {}) {
    super("false_positives", options, ["falsePositives"]);
  }
}

/** keras.metrics.TrueNegatives */
export class TrueNegatives extends ConfusionMetric {
  constructor(options: ConfusionMetricOptions = {}) {
    super("true_negatives", options, ["trueNegatives"]);
  }
}

/** keras.metrics.FalseNegatives */
export class FalseNegatives extends ConfusionMetric {
  constructor(options: ConfusionMetricOptions = {}) {
    super("false_negatives", options, ["falseNegatives"]);
  }
}

const precisionOptions = {
  ...ConfusionMetric.options,
  topK: whole(),
  classId: whole(),
} satisfies OptionsOf<PrecisionOptions>;

/** How many of the found are positive (keras.metrics.Precision). */
export class Precision extends ConfusionMetric {
  static override readonly options = precisionOptions;

  constructor(options: PrecisionOptions = {}) {
    super("precision", options, ["truePositives", "falsePositives"], "up");
  }
}

/** How many of the positives are found (keras.metrics.Recall). */
export class Recall extends ConfusionMetric {
  static override readonly options = precisionOptions;

  constructor(options: PrecisionOptions = {}) {
    super("recall", options, ["truePositives", "falseNegatives"], "up");
  }
}
