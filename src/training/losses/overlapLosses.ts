/** Losses that compare distributions, or areas such as the masks of a segmentation. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { epsilon } from "./epsilon";
import { Loss, type LossOptions } from "./loss";
import { ofSameRank } from "./ranks";

/** How far one distribution is from another (keras.losses.KLDivergence). */
export class KLDivergence extends Loss {
  constructor(options: LossOptions = {}) {
    super("kl_divergence", options);
  }

  call(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    const [truth, guess] = ofSameRank(yTrue.toFloat(), yPred).map((of) => of.clipByValue(epsilon, 1)) as [
      tf.Tensor,
      tf.Tensor,
    ];
    return truth.mul(truth.div(guess).log()).sum(-1);
  }
}

export interface DiceOptions extends LossOptions {
  /** The axes of an area. Defaults to all, for one loss of the whole batch. */
  axis?: number[];
}

/** 0 where areas coincide, 1 where they are apart (keras.losses.Dice). */
export class Dice extends Loss {
  private readonly axis: number[] | undefined;

  constructor(options: DiceOptions = {}) {
    super("dice", options, ["axis"]);
    this.axis = options.axis;
  }

  call(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    const [truth, guess] = ofSameRank(yTrue.toFloat(), yPred);
    const common = truth.mul(guess).sum(this.axis);
    const both = truth.sum(this.axis).add(guess.sum(this.axis)).add(epsilon);
    return tf.sub(1, common.mul(2).div(both));
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), axis: this.axis ?? null };
  }
}

export interface TverskyOptions extends DiceOptions {
  /** The weight of what is missing. Defaults to 0.5. */
  alpha?: number;
  /** The weight of what is too much. Defaults to 0.5. */
  beta?: number;
}

/** As Dice, with weights for what is missing and what is too much (keras.losses.Tversky). */
export class Tversky extends Loss {
  private readonly options: TverskyOptions;

  constructor(options: TverskyOptions = {}) {
    super("tversky", options, ["axis", "alpha", "beta"]);
    this.options = options;
  }

  call(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    const { axis, alpha = 0.5, beta = 0.5 } = this.options;
    const [truth, guess] = ofSameRank(yTrue.toFloat(), yPred);
    const common = truth.mul(guess).sum(axis);
    const missing = tf.sub(1, guess).mul(truth).sum(axis).mul(alpha);
    const tooMuch = guess.mul(tf.sub(1, truth)).sum(axis).mul(beta);
    return tf.sub(1, common.div(common.add(missing).add(tooMuch).add(epsilon)));
  }

  override getConfig(): Record<string, unknown> {
    const { axis = null, alpha = 0.5, beta = 0.5 } = this.options;
    return { ...super.getConfig(), alpha, beta, axis };
  }
}
