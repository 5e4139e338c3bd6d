/** Loss objects among the metrics of `compile`. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import type { Loss } from "../losses";
import type { Sums } from "./metric";
import { meanSums, SampleMean } from "./reductionMetrics";

/**
 * A loss as it stands, with its reduction: the average over batches of what it gives for each, as in Keras. With weights
 * of samples, for which Keras then has no meaning, the average over samples where the loss is one.
 */
export class MeanLoss extends SampleMean {
  constructor(private readonly loss: Loss) {
    super(loss.name, { name: loss.name }, { direction: "down" });
  }

  protected ofSamples(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    return this.loss.call(yTrue, yPred);
  }

  protected override batchSums(yTrue: tf.Tensor, yPred: tf.Tensor, sampleWeight?: tf.Tensor): Sums {
    if (sampleWeight && this.loss.reduction !== "sum") return super.batchSums(yTrue, yPred, sampleWeight);
    return meanSums(this.loss(yTrue, yPred, sampleWeight), undefined);
  }
}
