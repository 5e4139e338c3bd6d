/** The area under a curve of thresholds. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { boolean, numbers, type OptionsOf, oneOf, type Resolved, whole } from "../../options";
import { epsilon } from "../losses";
import { type ConfusionCounts, confusionCounts, requireProbabilities } from "./confusionCounts";
import { Metric, MetricError, type MetricOptions, type Sums } from "./metric";

export interface AUCOptions extends MetricOptions {
  /** How finely the curve is drawn. Defaults to 200. */
  numThresholds?: number;
  /** Custom thresholds between 0 and 1, which replace `numThresholds`. Defaults to none. */
  thresholds?: readonly number[];
  /** True over false positive rate, or precision over recall. Defaults to "ROC". */
  curve?: "ROC" | "PR";
  /** How the area between two thresholds is taken. Defaults to "interpolation". */
  summationMethod?: "interpolation" | "minoring" | "majoring";
  /** Whether each label has its own curve, and the areas are averaged. Defaults to false. */
  multiLabel?: boolean;
  /** With `multiLabel`, how much each label counts. Defaults to 1 for each. */
  labelWeights?: readonly number[];
  /** Whether predictions are logits. Defaults to false. */
  fromLogits?: boolean;
}

/** How well predictions order positives before negatives, whatever the threshold (keras.metrics.AUC). */
export class AUC extends Metric {
  static override readonly options = {
    ...Metric.options,
    numThresholds: whole(200),
    thresholds: numbers(),
    curve: oneOf(["ROC", "PR"], "ROC"),
    summationMethod: oneOf(["interpolation", "minoring", "majoring"], "interpolation"),
    multiLabel: boolean(false),
    labelWeights: numbers(),
    fromLogits: boolean(false),
  } satisfies OptionsOf<AUCOptions>;

  declare private readonly options: Resolved<typeof AUC.options>;
  private readonly thresholds: readonly number[];

  /** @throws {MetricError} for fewer than 2 thresholds, and for one that is not between 0 and 1. */
  constructor(options: AUCOptions = {}) {
    super("auc", options, { direction: "up" });
    const { numThresholds: count, thresholds } = this.options;
    requireProbabilities("metrics.AUC", thresholds ?? []);
    if (!thresholds && !(count > 1)) {
      throw new MetricError(`metrics.AUC: numThresholds must be above 1, found ${count}.`);
    }
    const between = thresholds
      ? [...thresholds].sort((a, b) => a - b)
      : Array.from({ length: count - 2 }, (_, index) => (index + 1) / (count - 1));
    this.thresholds = [-epsilon, ...between, 1 + epsilon];
  }

  protected batchSums(yTrue: tf.Tensor, yPred: tf.Tensor, sampleWeight?: tf.Tensor): Sums {
    const { fromLogits, multiLabel: perLabel } = this.options;
    const predictions = fromLogits ? yPred.sigmoid() : yPred;
    return {
      ...confusionCounts(yTrue, predictions, sampleWeight, { thresholds: this.thresholds, perLabel }),
    };
  }

  protected value(sums: Record<string, tf.Tensor>): tf.Tensor {
    const { curve, summationMethod, labelWeights, multiLabel } = this.options;
    const counts = sums as unknown as ConfusionCounts;
    const areas =
      curve === "PR" && summationMethod === "interpolation"
        ? interpolatedPrecisionRecall(counts)
        : riemann(counts, curve, summationMethod);
    const area = areas.sum(0);
    if (!multiLabel) return area;
    if (!labelWeights) return area.mean();
    const weights = tf.tensor1d([...labelWeights]);
    return tf.divNoNan(area.mul(weights).sum(), weights.sum());
  }
}

/** All but the last threshold, and all but the first. */
const neighbours = (values: tf.Tensor): [tf.Tensor, tf.Tensor] => {
  const count = (values.shape[0] ?? 1) - 1;
  return [values.slice(0, count), values.slice(1, count)];
};

function riemann(counts: ConfusionCounts, curve: "ROC" | "PR", method: string): tf.Tensor {
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = counts;
  const recall = tf.divNoNan(truePositives, tf.add(truePositives, falseNegatives));
  const [x, y] =
    curve === "ROC"
      ? [tf.divNoNan(falsePositives, tf.add(falsePositives, trueNegatives)), recall]
      : [recall, tf.divNoNan(truePositives, tf.add(truePositives, falsePositives))];
  const [[x0, x1], [y0, y1]] = [neighbours(x), neighbours(y)];
  const heights: Record<string, () => tf.Tensor> = {
    interpolation: () => y0.add(y1).div(2),
    minoring: () => y0.minimum(y1),
    majoring: () => y0.maximum(y1),
  };
  return x0.sub(x1).mul((heights[method] as () => tf.Tensor)());
}

/** Between two points precision is no straight line over recall (Davis and Goadrich, 2006, section 4). */
function interpolatedPrecisionRecall({
  truePositives,
  falsePositives,
  falseNegatives,
}: ConfusionCounts): tf.Tensor {
  const [tp0, tp1] = neighbours(truePositives);
  const [p0, p1] = neighbours(tf.add(truePositives, falsePositives));
  const foundMore = tp0.sub(tp1);
  const slope = tf.divNoNan(foundMore, p0.sub(p1).maximum(0));
  const intercept = tp1.sub(slope.mul(p1));
  const areBoth = p0.greater(0).logicalAnd(p1.greater(0));
  const ratio = tf.where(areBoth, tf.divNoNan(p0, p1.maximum(0)), tf.onesLike(p1));
  const positives = tp1.add(neighbours(falseNegatives)[1]).maximum(0);
  return tf.divNoNan(slope.mul(foundMore.add(intercept.mul(ratio.log()))), positives);
}
