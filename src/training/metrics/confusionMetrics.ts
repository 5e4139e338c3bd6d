/** What of the positives was found, and what of the found is positive. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { type ConfusionCounts, confusionCounts } from "./confusionCounts";
import { Metric, type MetricOptions, type Sums } from "./metric";

export interface ConfusionMetricOptions extends MetricOptions {
  /** Above it a prediction is positive; with several, `results()` has one for each. Defaults to 0.5. */
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
  private readonly thresholds: readonly number[];

  constructor(
    name: string,
    protected readonly options: PrecisionOptions,
    private readonly counts: readonly CountName[],
    { ownOptions = [], direction }: { ownOptions?: readonly string[]; direction?: "up" } = {},
  ) {
    super(name, options, { ownOptions: ["thresholds", ...ownOptions], direction });
    // As in Keras: with topK it is the rank that decides.
    this.thresholds = [options.thresholds ?? (options.topK === undefined ? 0.5 : -1e9)].flat();
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

  override getConfig(): Record<string, unknown> {
    const { thresholds = null } = this.options;
    return { ...super.getConfig(), thresholds };
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

/** How many of the found are positive (keras.metrics.Precision). */
export class Precision extends ConfusionMetric {
  constructor(options: PrecisionOptions = {}) {
    super("precision", options, ["truePositives", "falsePositives"], {
      ownOptions: ["topK", "classId"],
      direction: "up",
    });
  }
}

/** How many of the positives are found (keras.metrics.Recall). */
export class Recall extends ConfusionMetric {
  constructor(options: PrecisionOptions = {}) {
    super("recall", options, ["truePositives", "falseNegatives"], {
      ownOptions: ["topK", "classId"],
      direction: "up",
    });
  }
}
