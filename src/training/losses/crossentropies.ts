/** The cross-entropies: how unlikely the prediction makes what is true. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { sparseSoftmaxCrossentropy } from "../../graph";
import { epsilon } from "./epsilon";
import { logitsBehind } from "./logits";
import { Loss, type LossOptions } from "./loss";
import { ofSameRank } from "./ranks";

export interface CrossentropyOptions extends LossOptions {
  /** Whether predictions are logits, without softmax or sigmoid. Defaults to false, probabilities. */
  fromLogits?: boolean;
  /** How much of each target is spread evenly, from 0 to 1. Defaults to 0. */
  labelSmoothing?: number;
  /** The axis of the classes. Defaults to -1. */
  axis?: number;
}

export const crossentropyOptions = ["fromLogits", "labelSmoothing", "axis"] as const;

/** A probability that a logarithm can bear. */
export const clipped = (probabilities: tf.Tensor) => probabilities.clipByValue(epsilon, 1 - epsilon);

/** Probabilities of the classes of a sample that add up to 1. */
export const normalized = (probabilities: tf.Tensor, axis: number) =>
  clipped(probabilities.div(probabilities.sum(axis, true)));

/** What the crossentropies with targets of the predictions' shape have in common. */
export abstract class Crossentropy extends Loss {
  protected readonly fromLogits: boolean;
  protected readonly labelSmoothing: number;
  protected readonly axis: number;

  constructor(name: string, options: CrossentropyOptions, ownOptions: readonly string[] = []) {
    super(name, options, [...crossentropyOptions, ...ownOptions]);
    this.fromLogits = options.fromLogits ?? false;
    this.labelSmoothing = options.labelSmoothing ?? 0;
    this.axis = options.axis ?? -1;
  }

  protected abstract ofTargets(targets: tf.Tensor, predictions: tf.Tensor): tf.Tensor;

  call(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    return this.ofTargets(...ofSameRank(yTrue.toFloat(), yPred));
  }

  /** @param classes that a target is spread over. */
  protected smoothed(targets: tf.Tensor, classes: number): tf.Tensor {
    const smoothing = this.labelSmoothing;
    return smoothing === 0 ? targets : targets.mul(1 - smoothing).add(smoothing / classes);
  }

  override getConfig(): Record<string, unknown> {
    const { fromLogits: from_logits, labelSmoothing: label_smoothing, axis } = this;
    return { ...super.getConfig(), from_logits, label_smoothing, axis };
  }
}

/** For yes or no: targets are 0 or 1 (keras.losses.BinaryCrossentropy). */
export class BinaryCrossentropy extends Crossentropy {
  constructor(options: CrossentropyOptions = {}) {
    super("binary_crossentropy", options);
  }

  protected ofTargets(targets: tf.Tensor, predictions: tf.Tensor): tf.Tensor {
    const smooth = this.smoothed(targets, 2);
    const logits = this.fromLogits ? predictions : logitsBehind("sigmoid", predictions);
    const losses = logits
      ? // max(x, 0) − x·t + log(1 + e^−|x|), which no logit overflows
        logits.relu().sub(logits.mul(smooth)).add(logits.abs().neg().exp().log1p())
      : binaryCrossentropy(smooth, predictions);
    return losses.mean(this.axis);
  }
}

export function binaryCrossentropy(targets: tf.Tensor, probabilities: tf.Tensor): tf.Tensor {
  const sure = clipped(probabilities);
  const ofOne = targets.mul(sure.log());
  const ofZero = tf.sub(1, targets).mul(tf.sub(1, sure).log());
  return ofOne.add(ofZero).neg();
}

/** For one of several classes, targets one-hot (keras.losses.CategoricalCrossentropy). */
export class CategoricalCrossentropy extends Crossentropy {
  constructor(options: CrossentropyOptions = {}) {
    super("categorical_crossentropy", options);
  }

  protected ofTargets(targets: tf.Tensor, predictions: tf.Tensor): tf.Tensor {
    const smooth = this.smoothed(targets, targets.shape.at(-1) ?? 1);
    const logits = this.fromLogits ? predictions : logitsBehind("softmax", predictions);
    const logarithms = logits?.logSoftmax(this.axis) ?? normalized(predictions, this.axis).log();
    return smooth.mul(logarithms).sum(this.axis).neg();
  }
}

export interface SparseCategoricalCrossentropyOptions extends Omit<CrossentropyOptions, "labelSmoothing"> {
  /** A label whose samples cost nothing. Defaults to none. */
  ignoreClass?: number;
}

/** For one of several classes, targets numbers of classes (keras.losses.SparseCategoricalCrossentropy). */
export class SparseCategoricalCrossentropy extends Loss {
  private readonly fromLogits: boolean;
  private readonly ignoreClass: number | undefined;

  constructor(options: SparseCategoricalCrossentropyOptions = {}) {
    super("sparse_categorical_crossentropy", options, ["fromLogits", "ignoreClass", "axis"]);
    this.fromLogits = options.fromLogits ?? false;
    this.ignoreClass = options.ignoreClass;
  }

  /** @param yTrue `[n, …]` or `[n, …, 1]`, of any numeric dtype. @param yPred `[n, …, classes]`. */
  call(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    const labels = labelsOf(yTrue, yPred).toInt();
    const logits = this.fromLogits ? yPred : (logitsBehind("softmax", yPred) ?? clipped(yPred).log());
    if (this.ignoreClass === undefined) return sparseSoftmaxCrossentropy(labels, logits);
    const known = tf.where(labels.notEqual(this.ignoreClass), labels, tf.zerosLike(labels));
    return sparseSoftmaxCrossentropy(known, logits).mul(this.counted(yTrue, yPred) as tf.Tensor);
  }

  protected override counted(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor | undefined {
    if (this.ignoreClass === undefined) return undefined;
    return labelsOf(yTrue, yPred).toInt().notEqual(this.ignoreClass).toFloat();
  }

  override getConfig(): Record<string, unknown> {
    const { fromLogits: from_logits, ignoreClass = null } = this;
    return { ...super.getConfig(), from_logits, ignore_class: ignoreClass };
  }
}

/** Labels without an axis of length 1 at the end. */
export const labelsOf = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor =>
  yTrue.rank === yPred.rank && yTrue.shape.at(-1) === 1 ? yTrue.squeeze([-1]) : yTrue;
