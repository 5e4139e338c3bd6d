/** Precision and recall in one number. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { number, type OptionsOf, oneOf, type Resolved } from "../../options";
import { epsilon } from "../losses";
import { Metric, MetricError, type MetricOptions, type Sums } from "./metric";

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

abstract class FScore extends Metric {
  static override readonly options = {
    ...Metric.options,
    average: oneOf(["micro", "macro", "weighted", null], null),
    threshold: number(),
  } satisfies OptionsOf<F1ScoreOptions>;

  declare protected readonly options: Resolved<typeof FScore.options>;

  constructor(defaultName: string, options: F1ScoreOptions) {
    super(defaultName, options, { direction: "up" });
  }

  protected abstract get beta(): number;

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
    const { beta } = this;
    const { average } = this.options;
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
}

/** The weighted harmonic mean of precision and recall, targets one-hot (keras.metrics.FBetaScore). */
export class FBetaScore extends FScore {
  static override readonly options = {
    ...FScore.options,
    beta: number(1),
  } satisfies OptionsOf<FBetaScoreOptions>;

  declare protected readonly options: Resolved<typeof FBetaScore.options>;

  /** @throws {MetricError} for a `beta` that is not above 0. */
  constructor(options: FBetaScoreOptions = {}) {
    super("fbeta_score", options);
    if (this.beta > 0) return;
    throw new MetricError(`metrics.FBetaScore: beta must be above 0, found ${this.beta}.`);
  }

  protected get beta(): number {
    return this.options.beta;
  }
}

/** The harmonic mean of precision and recall, targets one-hot (keras.metrics.F1Score). */
export class F1Score extends FScore {
  constructor(options: F1ScoreOptions = {}) {
    super("f1_score", options);
  }

  protected get beta(): number {
    return 1;
  }
}
