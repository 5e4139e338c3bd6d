/** Precision and recall in one number. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { epsilon } from "../losses";
import { Metric, type MetricOptions, type Sums } from "./metric";

export interface F1ScoreOptions extends MetricOptions {
  /** How classes become one number: "micro" counts samples, "macro" averages classes, "weighted" by their size. Defaults to none: `results()` has one for each class. */
  average?: "micro" | "macro" | "weighted" | null;
  /** Above it a prediction is positive. Defaults to none: the largest of a row is. */
  threshold?: number;
}

export interface FBetaScoreOptions extends F1ScoreOptions {
  /** How much more recall counts than precision. Defaults to 1. */
  beta?: number;
}

/** The weighted harmonic mean of precision and recall, targets one-hot (keras.metrics.FBetaScore). */
export class FBetaScore extends Metric {
  private readonly options: FBetaScoreOptions;

  constructor(options: FBetaScoreOptions = {}, defaultName = "fbeta_score") {
    super(defaultName, options, { ownOptions: ["average", "threshold", "beta"], direction: "up" });
    this.options = options;
  }

  protected batchSums(yTrue: tf.Tensor, yPred: tf.Tensor, sampleWeight?: tf.Tensor): Sums {
    const { average, threshold } = this.options;
    const truth = yTrue.toFloat();
    const isPositive =
      threshold === undefined
        ? yPred.greaterEqual(yPred.max(-1, true)).logicalAnd(yPred.abs().greater(1e-9))
        : yPred.greater(threshold);
    const guess = isPositive.toFloat();
    const weights = sampleWeight?.toFloat().expandDims(1);
    const sum = (of: tf.Tensor) => (weights ? of.mul(weights) : of).sum(average === "micro" ? undefined : 0);
    return {
      truePositives: sum(guess.mul(truth)),
      falsePositives: sum(guess.mul(tf.sub(1, truth))),
      falseNegatives: sum(tf.sub(1, guess).mul(truth)),
      weights: sum(truth),
    };
  }

  protected value(sums: Record<string, tf.Tensor>): tf.Tensor {
    const { average, beta = 1 } = this.options;
    const { truePositives, falsePositives, falseNegatives, weights } = sums as Record<
      "truePositives" | "falsePositives" | "falseNegatives" | "weights",
      tf.Tensor
    >;
    const precision = truePositives.div(truePositives.add(falsePositives).add(epsilon));
    const recall = truePositives.div(truePositives.add(falseNegatives).add(epsilon));
    const both = precision
      .mul(beta ** 2)
      .add(recall)
      .add(epsilon);
    const scores = precision
      .mul(recall)
      .div(both)
      .mul(1 + beta ** 2);
    if (average === "weighted") return scores.mul(weights.div(weights.sum().add(epsilon))).sum();
    return average ? scores.mean() : scores;
  }

  override getConfig(): Record<string, unknown> {
    const { average = null, threshold = null, beta = 1 } = this.options;
    return { ...super.getConfig(), average, threshold, beta };
  }
}

/** The harmonic mean of precision and recall, targets one-hot (keras.metrics.F1Score). */
export class F1Score extends FBetaScore {
  constructor(options: F1ScoreOptions = {}) {
    super(options, "f1_score");
  }
}
