/** Cross-entropies that turn to what is hard (Lin et al., "Focal Loss for Dense Object Detection", 2018). */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { binaryCrossentropy, Crossentropy, type CrossentropyOptions, normalized } from "./crossentropies";

export interface CategoricalFocalCrossentropyOptions extends CrossentropyOptions {
  /** The weight of a class. Defaults to 0.25. */
  alpha?: number;
  /** How little an easy sample counts. Defaults to 2. */
  gamma?: number;
}

export interface BinaryFocalCrossentropyOptions extends CategoricalFocalCrossentropyOptions {
  /** Whether `alpha` weighs class 1, and 1 − `alpha` class 0. Defaults to false. */
  applyClassBalancing?: boolean;
}

/** For yes or no (keras.losses.BinaryFocalCrossentropy). */
export class BinaryFocalCrossentropy extends Crossentropy {
  private readonly alpha: number;
  private readonly gamma: number;
  private readonly applyClassBalancing: boolean;

  constructor(options: BinaryFocalCrossentropyOptions = {}) {
    super("binary_focal_crossentropy", options, ["alpha", "gamma", "applyClassBalancing"]);
    this.alpha = options.alpha ?? 0.25;
    this.gamma = options.gamma ?? 2;
    this.applyClassBalancing = options.applyClassBalancing ?? false;
  }

  protected ofTargets(targets: tf.Tensor, predictions: tf.Tensor): tf.Tensor {
    const smooth = this.smoothed(targets, 2);
    const probabilities = this.fromLogits ? predictions.sigmoid() : predictions;
    /** `ofOne` where the target is 1, `ofZero` where it is 0. */
    const byTarget = (ofOne: tf.Tensor, ofZero: tf.Tensor) =>
      smooth.mul(ofOne).add(tf.sub(1, smooth).mul(ofZero));
    const right = byTarget(probabilities, tf.sub(1, probabilities));
    const losses = tf.sub(1, right).pow(this.gamma).mul(binaryCrossentropy(smooth, probabilities));
    const balanced = this.applyClassBalancing
      ? losses.mul(byTarget(tf.scalar(this.alpha), tf.scalar(1 - this.alpha)))
      : losses;
    return balanced.mean(this.axis);
  }

  override getConfig(): Record<string, unknown> {
    const { alpha, gamma, applyClassBalancing: apply_class_balancing } = this;
    return { ...super.getConfig(), alpha, gamma, apply_class_balancing };
  }
}

/** For one of several classes, targets one-hot (keras.losses.CategoricalFocalCrossentropy). */
export class CategoricalFocalCrossentropy extends Crossentropy {
  private readonly alpha: number;
  private readonly gamma: number;

  constructor(options: CategoricalFocalCrossentropyOptions = {}) {
    super("categorical_focal_crossentropy", options, ["alpha", "gamma"]);
    this.alpha = options.alpha ?? 0.25;
    this.gamma = options.gamma ?? 2;
  }

  protected ofTargets(targets: tf.Tensor, predictions: tf.Tensor): tf.Tensor {
    const smooth = this.smoothed(targets, targets.shape.at(-1) ?? 1);
    const given = this.fromLogits ? predictions.softmax(this.axis) : predictions;
    const probabilities = normalized(given, this.axis);
    const weights = tf.sub(1, probabilities).pow(this.gamma).mul(this.alpha);
    return weights.mul(smooth).mul(probabilities.log()).sum(this.axis).neg();
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), alpha: this.alpha, gamma: this.gamma };
  }
}
