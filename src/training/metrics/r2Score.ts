import * as tf from "@tensorflow/tfjs-node-gpu";
import { type OptionsOf, oneOf, type Resolved } from "../../options";
import { ofSameRank } from "../losses";
import { Metric, type MetricOptions, type Sums } from "./metric";

export interface R2ScoreOptions extends MetricOptions {
  /** How several outputs become one number; null leaves one for each in `results()`. Defaults to "uniform_average". */
  classAggregation?: "uniform_average" | "variance_weighted_average" | null;
}

/** How much of the targets' variance predictions explain: 1 is all, 0 no more than their mean (keras.metrics.R2Score). */
export class R2Score extends Metric {
  static override readonly options = {
    ...Metric.options,
    classAggregation: oneOf(["uniform_average", "variance_weighted_average", null], "uniform_average"),
  } satisfies OptionsOf<R2ScoreOptions>;

  declare private readonly options: Resolved<typeof R2Score.options>;

  constructor(options: R2ScoreOptions = {}) {
    super("r2_score", options, { direction: "up" });
  }

  protected batchSums(yTrue: tf.Tensor, yPred: tf.Tensor, sampleWeight?: tf.Tensor): Sums {
    const [truth, guess] = ofSameRank(yTrue.toFloat(), yPred);
    const given = sampleWeight?.toFloat() ?? tf.scalar(1);
    const weights = (given.rank === 1 ? given.expandDims(1) : given).broadcastTo(truth.shape);
    const weighted = truth.mul(weights);
    return {
      sum: weighted.sum(0),
      squaredSum: truth.mul(weighted).sum(0),
      residual: truth.sub(guess).square().mul(weights).sum(0),
      count: weights.sum(0),
    };
  }

  protected value(sums: Record<string, tf.Tensor>): tf.Tensor {
    const { sum, squaredSum, residual, count } = sums as Record<
      "sum" | "squaredSum" | "residual" | "count",
      tf.Tensor
    >;
    const variance = squaredSum.sub(sum.mul(sum.div(count)));
    const raw = tf.sub(1, residual.div(variance));
    const scores = tf.where(raw.isInf(), tf.zerosLike(raw), raw);
    const { classAggregation } = this.options;
    if (classAggregation === null) return scores;
    if (classAggregation === "uniform_average") return scores.mean();
    return variance.mul(scores).sum().div(variance.sum());
  }
}
