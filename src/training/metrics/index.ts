/** Metrics with Keras's names, options, defaults and values. */
import * as accuracies from "./accuracyMetrics";
import { AUC } from "./auc";
import * as confusion from "./confusionMetrics";
import { F1Score, FBetaScore } from "./fScores";
import * as ofLosses from "./lossMetrics";
import { MeanIoU } from "./meanIoU";
import { R2Score } from "./r2Score";
import { Mean, MeanMetricWrapper, Sum } from "./reductionMetrics";

export type { BinaryAccuracyOptions, TopKOptions } from "./accuracyMetrics";
export type { AUCOptions } from "./auc";
export type { ConfusionMetricOptions, PrecisionOptions } from "./confusionMetrics";
export type { F1ScoreOptions, FBetaScoreOptions } from "./fScores";
export type { MeanIoUOptions } from "./meanIoU";
export { Metric, MetricError, type MetricOptions } from "./metric";
export { asMetric, type MetricName } from "./metricNames";
export type { R2ScoreOptions } from "./r2Score";
export { Mean, type MetricFunction } from "./reductionMetrics";
export { LoopSums } from "./sums";

/**
 * Metrics for `model.compile`, and for custom training loops.
 *
 * @example
 * const accuracy = new metrics.SparseCategoricalAccuracy();
 * accuracy.updateState(labels, probabilities);
 * accuracy.result()
 */
export const metrics = {
  ...accuracies,
  AUC,
  ...confusion,
  F1Score,
  FBetaScore,
  ...ofLosses,
  Mean,
  MeanIoU,
  MeanMetricWrapper,
  R2Score,
  Sum,
};
