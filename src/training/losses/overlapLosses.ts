/** Losses that compare distributions, or areas such as the masks of a segmentation. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { number, numberOrNumbers, type OptionsOf, type Resolved } from "../../options";
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
  /** The axis or the axes of an area. Defaults to all, for one loss of the whole batch. */
  axis?: number | number[];
}

/** 0 where areas coincide, 1 where they are apart (keras.losses.Dice). */
export class Dice extends Loss {
  static override readonly options = {
    ...Loss.options,
    axis: numberOrNumbers(),
  } satisfies OptionsOf<DiceOptions>;

  declare private readonly options: Resolved<typeof Dice.options>;

  constructor(options: DiceOptions = {}) {
    super("dice", options);
  }

  call(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    const { axis } = this.options;
    const [truth, guess] = ofSameRank(yTrue.toFloat(), yPred);
    const common = truth.mul(guess).sum(axis);
    const both = truth.sum(axis).add(guess.sum(axis)).add(epsilon);
    return tf.sub(1, common.mul(2).div(both));
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
  static override readonly options = {
    ...Dice.options,
    alpha: number(0.5),
    beta: number(0.5),
  } satisfies OptionsOf<TverskyOptions>;

  declare private readonly options: Resolved<typeof Tversky.options>;

  constructor(options: TverskyOptions = {}) {
    super("tversky", options);
  }

  call(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    const { axis, alpha, beta } = this.options;
    const [truth, guess] = ofSameRank(yTrue.toFloat(), yPred);
    const common = truth.mul(guess).sum(axis);
    const missing = tf.sub(1, guess).mul(truth).sum(axis).mul(alpha);
    const tooMuch = guess.mul(tf.sub(1, truth)).sum(axis).mul(beta);
    return tf.sub(1, common.div(common.add(missing).add(tooMuch).add(epsilon)));
  }
}
