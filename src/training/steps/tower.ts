/** The contribution of one part of a batch to a training step. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { inPart, isTracing, type Rows } from "../../graph";
import { addedLosses, keepMaskOf, maskOf } from "../../tfjs";
import type { Batch } from "../batches";
import type { Compilation } from "../compile";
import { TrainingDataError } from "../errors";
import { type BatchLoss, stepLoss } from "./batchLoss";
import { forward } from "./forward";
import { partsOf, takenFrom } from "./parts";
import { WeightsMadeInCall } from "./weightsMadeInCall";

export class Tower {
  /** For each output of the model. None before `gradients`. */
  predictions: tf.Tensor[] = [];
  /** This part's share of the batch's loss. */
  loss: BatchLoss = { total: undefined as never, outputs: [] };

  /** @param batch the rows of the whole batch that are this part's. */
  constructor(
    private readonly batch: Batch,
    private readonly rows: Rows,
  ) {}

  /**
   * The gradients of its share of the loss, by the variables' names. Run in a `tf.tidy`.
   *
   * @param scaled what of the loss is differentiated.
   */
  gradients(
    model: tf.LayersModel,
    compilation: Compilation,
    scaled: (loss: tf.Scalar) => tf.Scalar,
  ): tf.NamedTensorMap {
    const weights = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
    const compute = () => scaled(asScalar(this.compute(model, compilation)));
    return inPart(this.rows, () => {
      const gradients = weights.length > 0 ? tf.variableGrads(compute, weights).grads : {};
      if (weights.length === 0) compute();
      if (isTracing() && model.trainableWeights.length > weights.length) throw new WeightsMadeInCall();
      return gradients;
    });
  }

  /** Frees predictions and loss. */
  dispose(): void {
    tf.dispose(this.predictions);
    tf.dispose([this.loss.total, ...this.loss.outputs] as tf.Tensor[]);
  }

  private compute(model: tf.LayersModel, compilation: Compilation): tf.Scalar {
    const predictions = forward(model, this.batch.inputs, { training: true });
    if (this.rows.samples < this.rows.total) requireOfSamples(model, predictions);
    const { total, outputs } = stepLoss(model, compilation, this.batch, predictions);
    const loss = { total: this.shareOf(total), outputs: outputs.map((one) => one && this.shareOf(one)) };
    // Gradients are computed in a tidy of their own.
    this.predictions = predictions.map((prediction) => tf.keep(prediction));
    for (const prediction of predictions) keepMaskOf(prediction);
    this.loss = { total: tf.keep(loss.total), outputs: loss.outputs.map((one) => one && tf.keep(one)) };
    return loss.total;
  }

  private shareOf(loss: tf.Scalar): tf.Scalar {
    const { samples, total } = this.rows;
    return samples === total ? loss : loss.mul(samples / total);
  }
}

/** A loss that has `reduction: "none"` is summed up, as a tape of Keras's does with what is no scalar. */
const asScalar = (loss: tf.Tensor) => (loss.rank === 0 ? loss : loss.sum()) as tf.Scalar;

/** @throws {TrainingDataError} where the loss of the batch is not the average of those of its parts. */
function requireOfSamples(model: tf.LayersModel, predictions: readonly tf.Tensor[]): void {
  const isMasked = predictions.some((prediction) => maskOf(prediction) !== undefined);
  if (!isMasked && addedLosses(model).length === 0) return;
  const why = isMasked ? "an output of the model has a mask" : "a layer adds to the loss";
  throw new TrainingDataError(`fit: the batch cannot be computed in parts: ${why}.`, {
    cure: "leave the option towers out",
  });
}

export const towersOf = ({ samples, inputs, targets, sampleWeights }: Batch, count: number): Tower[] =>
  partsOf(samples, count).map((rows) => {
    const taken = <Some extends tf.Tensor | undefined>(tensor: Some) => takenFrom(tensor, rows);
    const part = {
      samples: rows.samples,
      inputs: inputs.map(taken),
      targets: targets.map(taken),
      sampleWeights: sampleWeights.map(taken),
    };
    return new Tower(part, rows);
  });
