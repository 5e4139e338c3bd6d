import * as tf from "@tensorflow/tfjs-node-gpu";
import { boolean, type OptionsOf, type Resolved, required, whole } from "../../options";
import { Metric, type MetricOptions, type Sums } from "./metric";

export interface MeanIoUOptions extends MetricOptions {
  /** How many classes there are. */
  numClasses: number;
  /** Whether targets are numbers of classes, not one-hot. Defaults to true. */
  sparseYTrue?: boolean;
  /** Whether predictions are numbers of classes, not one value a class. Defaults to true. */
  sparseYPred?: boolean;
}

/** Intersection over union of each class that occurs, averaged: for segmentation (keras.metrics.MeanIoU). */
export class MeanIoU extends Metric {
  static override readonly options = {
    ...Metric.options,
    numClasses: required(whole()),
    sparseYTrue: boolean(true),
    sparseYPred: boolean(true),
  } satisfies OptionsOf<MeanIoUOptions>;

  declare private readonly options: Resolved<typeof MeanIoU.options>;

  constructor(options: MeanIoUOptions) {
    super("mean_io_u", options, { direction: "up" });
  }

  protected batchSums(yTrue: tf.Tensor, yPred: tf.Tensor, sampleWeight?: tf.Tensor): Sums {
    const { numClasses, sparseYTrue, sparseYPred } = this.options;
    const truth = (sparseYTrue ? yTrue : yTrue.argMax(-1)).flatten().toInt();
    const guess = (sparseYPred ? yPred : yPred.argMax(-1)).flatten().toInt();
    const rows = tf.oneHot(truth, numClasses).toFloat();
    const weighted = sampleWeight ? rows.mul(sampleWeight.flatten().expandDims(1)) : rows;
    return {
      matrix: tf.matMul(weighted as tf.Tensor2D, tf.oneHot(guess, numClasses).toFloat() as tf.Tensor2D, true),
    };
  }

  protected value({ matrix }: Record<string, tf.Tensor>): tf.Tensor {
    const counts = matrix as tf.Tensor2D;
    const hits = counts.mul(tf.eye(this.options.numClasses)).sum(0);
    const union = counts.sum(0).add(counts.sum(1)).sub(hits);
    const occurs = union.greater(0).toFloat();
    return tf.divNoNan(tf.divNoNan(hits, union).sum(), occurs.sum());
  }
}
