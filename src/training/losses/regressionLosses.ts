/** Distances between measured and predicted values. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { number, type OptionsOf, type Resolved, whole } from "../../options";
import { epsilon } from "./epsilon";
import { Loss, type LossOptions } from "./loss";
import { ofSameRank } from "./ranks";

/** |x|, with the slope 0 at 0, where tfjs's own has −1. */
const size = (x: tf.Tensor) => x.mul(x.sign());

/** A loss that is the average, over the last axis, of something computed for each value. */
abstract class AverageLoss extends Loss {
  protected abstract ofValues(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor;

  call(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    return this.ofValues(...ofSameRank(yTrue.toFloat(), yPred)).mean(-1);
  }
}

/** The squares of the differences (keras.losses.MeanSquaredError). */
export class MeanSquaredError extends AverageLoss {
  constructor(options: LossOptions = {}) {
    super("mean_squared_error", options);
  }

  protected ofValues(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    return yTrue.sub(yPred).square();
  }
}

/** The sizes of the differences (keras.losses.MeanAbsoluteError). */
export class MeanAbsoluteError extends AverageLoss {
  constructor(options: LossOptions = {}) {
    super("mean_absolute_error", options);
  }

  protected ofValues(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    return size(yTrue.sub(yPred));
  }
}

/** The sizes of the differences in percent of the targets (keras.losses.MeanAbsolutePercentageError). */
export class MeanAbsolutePercentageError extends AverageLoss {
  constructor(options: LossOptions = {}) {
    super("mean_absolute_percentage_error", options);
  }

  protected ofValues(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    return size(yTrue.sub(yPred).div(yTrue.abs().maximum(epsilon))).mul(100);
  }
}

/** The squared differences of the logarithms: for values over several powers of ten (keras.losses.MeanSquaredLogarithmicError). */
export class MeanSquaredLogarithmicError extends AverageLoss {
  constructor(options: LossOptions = {}) {
    super("mean_squared_logarithmic_error", options);
  }

  protected ofValues(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    const logarithm = (values: tf.Tensor) => values.maximum(epsilon).add(1).log();
    return logarithm(yPred).sub(logarithm(yTrue)).square();
  }
}

export interface HuberOptions extends LossOptions {
  /** Where the square ends and the straight line begins. Defaults to 1. */
  delta?: number;
}

/** Squares of small differences, sizes of large ones: outliers do not rule (keras.losses.Huber). */
export class Huber extends AverageLoss {
  static override readonly options = {
    ...Loss.options,
    delta: number(1),
  } satisfies OptionsOf<HuberOptions>;

  declare private readonly options: Resolved<typeof Huber.options>;

  constructor(options: HuberOptions = {}) {
    super("huber_loss", options);
  }

  protected ofValues(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    const distance = size(yPred.sub(yTrue));
    const { delta } = this.options;
    const near = distance.minimum(delta);
    return near.square().mul(0.5).add(distance.sub(near).mul(delta));
  }
}

/** The logarithm of the hyperbolic cosine: near a square for small differences (keras.losses.LogCosh). */
export class LogCosh extends AverageLoss {
  constructor(options: LossOptions = {}) {
    super("log_cosh", options);
  }

  protected ofValues(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    const difference = yPred.sub(yTrue);
    return difference.add(difference.mul(-2).softplus()).sub(Math.LN2);
  }
}

/** For counts, by the Poisson distribution (keras.losses.Poisson). */
export class Poisson extends AverageLoss {
  constructor(options: LossOptions = {}) {
    super("poisson", options);
  }

  protected ofValues(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    return yPred.sub(yTrue.mul(yPred.add(epsilon).log()));
  }
}

export interface CosineSimilarityOptions extends LossOptions {
  /** The axis of a vector. Defaults to -1. */
  axis?: number;
}

/** −1 for vectors of one direction, 1 for opposite ones (keras.losses.CosineSimilarity). */
export class CosineSimilarity extends Loss {
  static override readonly options = {
    ...Loss.options,
    axis: whole(-1),
  } satisfies OptionsOf<CosineSimilarityOptions>;

  declare private readonly options: Resolved<typeof CosineSimilarity.options>;

  constructor(options: CosineSimilarityOptions = {}) {
    super("cosine_similarity", options);
  }

  call(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    const [truth, guess] = ofSameRank(yTrue.toFloat(), yPred);
    const { axis } = this.options;
    return unit(truth, axis).mul(unit(guess, axis)).sum(axis).neg();
  }
}

/** Vectors of length 1; a vector of zeros stays one. */
const unit = (vectors: tf.Tensor, axis: number) =>
  vectors.mul(
    vectors
      .square()
      .sum(axis, true)
      .maximum(epsilon ** 2)
      .rsqrt(),
  );
