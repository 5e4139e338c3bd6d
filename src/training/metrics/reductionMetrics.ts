/** Averages and sums of what is computed for each sample. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { maskOf } from "../../tfjs";
import { inWords } from "../callable";
import { ofSameRank } from "../losses";
import { requireTensors } from "../requireTensors";
import { Metric, MetricError, type MetricOptions, type Sums } from "./metric";

/** Values of samples, each with its weight. What has further axes is averaged over them first, as Keras does. */
function samplewise(
  values: tf.Tensor,
  weight: tf.Tensor | undefined,
): { values: tf.Tensor; weight?: tf.Tensor } {
  if (!weight) return { values: averagedFrom(1, values.toFloat()) };
  const [ofSamples, given] = ofSameRank(values.toFloat(), weight.toFloat());
  const reduced = averagedFrom(given.rank, ofSamples);
  const everywhere = given.broadcastTo(reduced.shape);
  return { values: averagedFrom(1, reduced.mul(everywhere)), weight: averagedFrom(1, everywhere) };
}

function averagedFrom(axis: number, values: tf.Tensor): tf.Tensor {
  const axes = Array.from({ length: Math.max(0, values.rank - axis) }, (_, index) => axis + index);
  return axes.length === 0 ? values : values.mean(axes);
}

export function meanSums(values: tf.Tensor, sampleWeight: tf.Tensor | undefined): Sums {
  const { values: ofSamples, weight } = samplewise(values, sampleWeight);
  return { total: ofSamples.sum(), count: weight ? weight.sum() : (ofSamples.shape[0] ?? 1) };
}

function maskedWeight(weight: tf.Tensor | undefined, mask: tf.Tensor | undefined): tf.Tensor | undefined {
  if (!(weight && mask)) return mask ?? weight;
  const [counts, given] = ofSameRank(mask.toFloat(), weight.toFloat());
  return counts.mul(given);
}

const quotient = ({ total, count }: Record<string, tf.Tensor>) =>
  tf.divNoNan(total as tf.Tensor, count as tf.Tensor);

/** The average of numbers (keras.metrics.Mean). */
export class Mean extends Metric {
  constructor(options: MetricOptions = {}) {
    super("mean", options);
  }

  /** Adds values. @param sampleWeight how much each counts, or all of them. Defaults to 1. */
  override updateState(values: tf.Tensor, sampleWeight?: tf.Tensor | number): void {
    requireTensors(this.name, { values }, MetricError);
    if (typeof sampleWeight !== "number") requireTensors(this.name, { sampleWeight }, MetricError);
    tf.tidy(() => {
      if (typeof sampleWeight !== "number") return this.add(meanSums(values, sampleWeight));
      const { total, count } = meanSums(values, undefined);
      this.add({ total: tf.mul(total as tf.Tensor, sampleWeight), count: (count as number) * sampleWeight });
    });
  }

  protected batchSums(values: tf.Tensor, sampleWeight?: tf.Tensor): Sums {
    return meanSums(values, sampleWeight);
  }

  protected value(sums: Record<string, tf.Tensor>): tf.Tensor {
    return quotient(sums);
  }
}

/** The sum of numbers (keras.metrics.Sum). */
export class Sum extends Metric {
  constructor(options: MetricOptions = {}) {
    super("sum", options);
  }

  /** Adds values. @param sampleWeight how much each counts. Defaults to 1. */
  override updateState(values: tf.Tensor, sampleWeight?: tf.Tensor): void {
    requireTensors(this.name, { values, sampleWeight }, MetricError);
    tf.tidy(() => this.add(this.batchSums(values, sampleWeight)));
  }

  protected batchSums(values: tf.Tensor, sampleWeight?: tf.Tensor): Sums {
    if (!sampleWeight) return { total: values.toFloat().sum() };
    const [ofSamples, weight] = ofSameRank(values.toFloat(), sampleWeight.toFloat());
    return { total: ofSamples.mul(weight).sum() };
  }

  protected value({ total }: Record<string, tf.Tensor>): tf.Tensor {
    return total as tf.Tensor;
  }
}

/** Targets and predictions to a number for each sample. */
export type MetricFunction = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.Tensor;

/** The average of what a class computes for each sample; what the mask of the predictions leaves out does not count. */
export abstract class SampleMean extends Metric {
  /** @returns a value for each sample; further axes are averaged. Runs in a `tf.tidy`. */
  protected abstract ofSamples(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor;

  protected batchSums(yTrue: tf.Tensor, yPred: tf.Tensor, sampleWeight?: tf.Tensor): Sums {
    return meanSums(this.ofSamples(yTrue, yPred), maskedWeight(sampleWeight, maskOf(yPred)));
  }

  protected value(sums: Record<string, tf.Tensor>): tf.Tensor {
    return quotient(sums);
  }
}

/** The average of a function of targets and predictions (keras.metrics.MeanMetricWrapper). */
export class MeanMetricWrapper extends SampleMean {
  constructor(
    private readonly compute: MetricFunction,
    options: MetricOptions = {},
    direction?: "up" | "down",
  ) {
    super(compute.name || "metric", options, { direction });
  }

  protected ofSamples(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    const values: unknown = this.compute(yTrue, yPred);
    if (values instanceof tf.Tensor) return values;
    throw new MetricError(`the metric ${this.name} must give a tensor, found ${inWords(values)}.`, {
      cure: "return a value for each sample, without async: yTrue.sub(yPred).abs().mean(-1)",
    });
  }
}
