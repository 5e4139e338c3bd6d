/** The cross-entropies: how unlikely the prediction makes what is true. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { sparseSoftmaxCrossentropy } from "../../graph";
import { boolean, number, type OptionsOf, type Resolved, whole } from "../../options";
import { epsilon } from "./epsilon";
import { type ActivationName, logitsBehind } from "./logits";
import { Loss, LossError, type LossOptions } from "./loss";
import { sayActivated, sayNoProbabilities } from "./outputWarnings";
import { ofSameRank } from "./ranks";

export interface CrossentropyOptions extends LossOptions {
  /** Whether predictions are logits, without softmax or sigmoid. Defaults to false, probabilities. */
  fromLogits?: boolean;
  /** How much of each target is spread evenly, from 0 to 1. Defaults to 0. */
  labelSmoothing?: number;
  /** The axis of the classes. Defaults to -1. */
  axis?: number;
}

/** A probability that a logarithm can bear. */
export const clipped = (probabilities: tf.Tensor) => probabilities.clipByValue(epsilon, 1 - epsilon);

/** Probabilities of the classes of a sample that add up to 1. */
export const normalized = (probabilities: tf.Tensor, axis: number) =>
  clipped(probabilities.div(probabilities.sum(axis, true)));

/**
 * The logits that predictions come from: those before an activation, also where a loss was told that it is given logits
 * (Keras's _get_logits). Undefined for probabilities from elsewhere.
 */
function logitsOf(
  loss: Loss,
  activation: ActivationName,
  predictions: tf.Tensor,
  fromLogits: boolean,
): tf.Tensor | undefined {
  const behind = logitsBehind(activation, predictions);
  if (fromLogits && behind) sayActivated(loss, activation, predictions);
  if (!fromLogits) sayNoProbabilities(loss.name, activation, predictions);
  return behind ?? (fromLogits ? predictions : undefined);
}

/** The base class of crossentropies whose targets have the predictions' shape. */
export abstract class Crossentropy extends Loss {
  static override readonly options = {
    ...Loss.options,
    fromLogits: boolean(false),
    labelSmoothing: number(0),
    axis: whole(-1),
  } satisfies OptionsOf<CrossentropyOptions>;

  declare protected readonly options: Resolved<typeof Crossentropy.options>;

  protected abstract ofTargets(targets: tf.Tensor, predictions: tf.Tensor): tf.Tensor;

  call(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    return this.ofTargets(...ofSameRank(yTrue.toFloat(), yPred));
  }

  /** @param classes that a target is spread over. */
  protected smoothed(targets: tf.Tensor, classes: number): tf.Tensor {
    const { labelSmoothing: smoothing } = this.options;
    return smoothing === 0 ? targets : targets.mul(1 - smoothing).add(smoothing / classes);
  }
}

/** For yes or no: targets are 0 or 1 (keras.losses.BinaryCrossentropy). */
export class BinaryCrossentropy extends Crossentropy {
  constructor(options: CrossentropyOptions = {}) {
    super("binary_crossentropy", options);
  }

  protected ofTargets(targets: tf.Tensor, predictions: tf.Tensor): tf.Tensor {
    const smooth = this.smoothed(targets, 2);
    const { fromLogits, axis } = this.options;
    const logits = logitsOf(this, "sigmoid", predictions, fromLogits);
    const losses = logits
      ? // max(x, 0) − x·t + log(1 + e^−|x|), which no logit overflows
        logits.relu().sub(logits.mul(smooth)).add(logits.abs().neg().exp().log1p())
      : binaryCrossentropy(smooth, predictions);
    return losses.mean(axis);
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
    const { fromLogits, axis } = this.options;
    const logits = logitsOf(this, "softmax", predictions, fromLogits);
    const logarithms = logits?.logSoftmax(axis) ?? normalized(predictions, axis).log();
    return smooth.mul(logarithms).sum(axis).neg();
  }
}

export interface SparseCategoricalCrossentropyOptions extends LossOptions {
  /** Whether predictions are logits, without softmax. Defaults to false, probabilities. */
  fromLogits?: boolean;
  /** A label whose samples cost nothing. Defaults to none. */
  ignoreClass?: number;
  /** The axis of the classes: the last one, as in Keras on TensorFlow. Defaults to -1. */
  axis?: number;
}

/** For one of several classes, targets numbers of classes (keras.losses.SparseCategoricalCrossentropy). */
export class SparseCategoricalCrossentropy extends Loss {
  static override readonly options = {
    ...Loss.options,
    fromLogits: boolean(false),
    ignoreClass: whole(),
    axis: whole(-1),
  } satisfies OptionsOf<SparseCategoricalCrossentropyOptions>;

  declare private readonly options: Resolved<typeof SparseCategoricalCrossentropy.options>;

  constructor(options: SparseCategoricalCrossentropyOptions = {}) {
    super("sparse_categorical_crossentropy", options);
  }

  /**
   * @param yTrue `[n, …]` or `[n, …, 1]`, of any numeric dtype. @param yPred `[n, …, classes]`.
   * @throws {LossError} for an `axis` that is not the last one of `yPred`.
   */
  call(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    const { fromLogits, ignoreClass, axis } = this.options;
    if (axis !== -1 && axis !== yPred.rank - 1) {
      throw new LossError(
        `${this.name}: axis ${axis} is not the last one of predictions of shape [${yPred.shape.join(", ")}].`,
        { cure: "move the classes to the last axis with transpose, and leave axis at -1" },
      );
    }
    const labels = labelsOf(yTrue, yPred).toInt();
    const logits = logitsOf(this, "softmax", yPred, fromLogits) ?? clipped(yPred).log();
    if (ignoreClass === undefined) return sparseSoftmaxCrossentropy(labels, logits);
    const known = tf.where(labels.notEqual(ignoreClass), labels, tf.zerosLike(labels));
    return sparseSoftmaxCrossentropy(known, logits).mul(this.counted(yTrue, yPred) as tf.Tensor);
  }

  protected override counted(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor | undefined {
    const { ignoreClass } = this.options;
    if (ignoreClass === undefined) return undefined;
    return labelsOf(yTrue, yPred).toInt().notEqual(ignoreClass).toFloat();
  }
}

/** Labels without an axis of length 1 at the end. */
export const labelsOf = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor =>
  yTrue.rank === yPred.rank && yTrue.shape.at(-1) === 1 ? yTrue.squeeze([-1]) : yTrue;
