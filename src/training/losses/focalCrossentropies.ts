/** Cross-entropies that turn to what is hard (Lin et al., "Focal Loss for Dense Object Detection", 2018). */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { boolean, number, numberOrNumbers, type OptionsOf, type Resolved } from "../../options";
import { binaryCrossentropy, Crossentropy, type CrossentropyOptions, normalized } from "./crossentropies";
import { LossError } from "./loss";

interface FocalCrossentropyOptions extends CrossentropyOptions {
  /** How little an easy sample counts. Defaults to 2. */
  gamma?: number;
}

export interface CategoricalFocalCrossentropyOptions extends FocalCrossentropyOptions {
  /** The weight of all classes, or that of each. Defaults to 0.25. */
  alpha?: number | number[];
}

export interface BinaryFocalCrossentropyOptions extends FocalCrossentropyOptions {
  /** The weight of a class. Defaults to 0.25. */
  alpha?: number;
  /** Whether `alpha` weighs class 1, and 1 − `alpha` class 0. Defaults to false. */
  applyClassBalancing?: boolean;
}

/** For yes or no (keras.losses.BinaryFocalCrossentropy). */
export class BinaryFocalCrossentropy extends Crossentropy {
  static override readonly options = {
    ...Crossentropy.options,
    alpha: number(0.25),
    gamma: number(2),
    applyClassBalancing: boolean(false),
  } satisfies OptionsOf<BinaryFocalCrossentropyOptions>;

  declare protected readonly options: Resolved<typeof BinaryFocalCrossentropy.options>;

  constructor(options: BinaryFocalCrossentropyOptions = {}) {
    super("binary_focal_crossentropy", options);
  }

  protected ofTargets(targets: tf.Tensor, predictions: tf.Tensor): tf.Tensor {
    const smooth = this.smoothed(targets, 2);
    const { fromLogits, alpha, gamma, applyClassBalancing, axis } = this.options;
    const probabilities = fromLogits ? predictions.sigmoid() : predictions;
    /** `ofOne` where the target is 1, `ofZero` where it is 0. */
    const byTarget = (ofOne: tf.Tensor, ofZero: tf.Tensor) =>
      smooth.mul(ofOne).add(tf.sub(1, smooth).mul(ofZero));
    const right = byTarget(probabilities, tf.sub(1, probabilities));
    const losses = tf.sub(1, right).pow(gamma).mul(binaryCrossentropy(smooth, probabilities));
    const balanced = applyClassBalancing
      ? losses.mul(byTarget(tf.scalar(alpha), tf.scalar(1 - alpha)))
      : losses;
    return balanced.mean(axis);
  }
}

/** For one of several classes, targets one-hot (keras.losses.CategoricalFocalCrossentropy). */
export class CategoricalFocalCrossentropy extends Crossentropy {
  static override readonly options = {
    ...Crossentropy.options,
    alpha: numberOrNumbers(0.25),
    gamma: number(2),
  } satisfies OptionsOf<CategoricalFocalCrossentropyOptions>;

  declare protected readonly options: Resolved<typeof CategoricalFocalCrossentropy.options>;

  constructor(options: CategoricalFocalCrossentropyOptions = {}) {
    super("categorical_focal_crossentropy", options);
  }

  protected ofTargets(targets: tf.Tensor, predictions: tf.Tensor): tf.Tensor {
    const smooth = this.smoothed(targets, targets.shape.at(-1) ?? 1);
    const { fromLogits, alpha, gamma, axis } = this.options;
    const given = fromLogits ? predictions.softmax(axis) : predictions;
    const probabilities = normalized(given, axis);
    this.requireWeightOfEach(targets.shape.at(-1) ?? 1);
    const weights = tf.sub(1, probabilities).pow(gamma).mul(tf.tensor(alpha));
    return weights.mul(smooth).mul(probabilities.log()).sum(axis).neg();
  }

  private requireWeightOfEach(classes: number): void {
    const { alpha } = this.options;
    if (typeof alpha === "number" || alpha.length === classes || alpha.length === 1) return;
    throw new LossError(
      `${this.name}: alpha must be a number, or one for each of the ${classes} classes, found ${alpha.length}.`,
    );
  }
}
