/** True and false positives and negatives, at one or several thresholds. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { ofSameRank } from "../losses";
import { MetricError } from "./metric";

export interface ConfusionCounts {
  truePositives: tf.Tensor;
  falsePositives: tf.Tensor;
  trueNegatives: tf.Tensor;
  falseNegatives: tf.Tensor;
}

export interface ConfusionOptions {
  thresholds: readonly number[];
  /** Only the k likeliest classes of a sample can be predicted. */
  topK?: number;
  /** Only this class counts. */
  classId?: number;
  /** Whether labels are counted apart, for `[thresholds, labels]`. */
  perLabel?: boolean;
}

/** @returns for each threshold a sum of weights. @param sampleWeight of samples, or of every entry. */
export function confusionCounts(
  yTrue: tf.Tensor,
  yPred: tf.Tensor,
  sampleWeight: tf.Tensor | undefined,
  { thresholds, topK, classId, perLabel = false }: ConfusionOptions,
): ConfusionCounts {
  let [targets, predictions] = ofSameRank(yTrue.toFloat(), yPred.toFloat());
  if (topK !== undefined) predictions = onlyTopK(predictions, topK);
  if (classId !== undefined) {
    targets = column(targets, classId);
    predictions = column(predictions, classId);
  }
  const weights = sampleWeight
    ? ofSameRank(predictions, sampleWeight.toFloat())[1]
    : tf.onesLike(predictions);
  const everywhere = (weights.rank < predictions.rank ? weights.expandDims(-1) : weights).broadcastTo(
    predictions.shape,
  );
  const shape = perLabel ? [1, -1, predictions.shape.at(-1) ?? 1] : [1, -1];
  const [truth, guess, weight] = [targets, predictions, everywhere].map((of) => of.reshape(shape)) as [
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
  ];
  const levels = tf.tensor1d([...thresholds]).reshape([-1, ...shape.slice(1).map(() => 1)]);
  const isPositive = guess.greater(levels).toFloat();
  const isTrue = truth.cast("bool").toFloat();
  const sum = (of: tf.Tensor) => of.mul(weight).sum(1);
  return {
    truePositives: sum(isPositive.mul(isTrue)),
    falsePositives: sum(isPositive.mul(tf.sub(1, isTrue))),
    trueNegatives: sum(tf.sub(1, isPositive).mul(tf.sub(1, isTrue))),
    falseNegatives: sum(tf.sub(1, isPositive).mul(isTrue)),
  };
}

/** @throws {MetricError} for a threshold that is not between 0 and 1. */
export function requireProbabilities(metric: string, thresholds: readonly number[]): void {
  const odd = thresholds.find((threshold) => !(threshold >= 0 && threshold <= 1));
  if (odd === undefined) return;
  throw new MetricError(`${metric}: thresholds must be between 0 and 1, found ${odd}.`);
}

const column = (values: tf.Tensor, index: number) =>
  tf.gather(values, tf.scalar(index, "int32"), values.rank - 1);

/** Predictions in which only the k largest of each row can be positive. */
function onlyTopK(predictions: tf.Tensor, k: number): tf.Tensor {
  const least = tf.topk(predictions, k).values.min(-1, true);
  return tf.where(predictions.greaterEqual(least), predictions, tf.fill(predictions.shape, -1e10));
}
