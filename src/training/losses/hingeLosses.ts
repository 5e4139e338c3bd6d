/** Losses with a margin: what is right by enough costs nothing. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { Loss, type LossOptions } from "./loss";
import { ofSameRank } from "./ranks";

/** For targets −1 and 1, or 0 and 1 (keras.losses.Hinge). */
export class Hinge extends Loss {
  constructor(options: LossOptions = {}) {
    super("hinge", options);
  }

  call(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    return missingMargin(yTrue, yPred).mean(-1);
  }
}

/** As Hinge, squared (keras.losses.SquaredHinge). */
export class SquaredHinge extends Loss {
  constructor(options: LossOptions = {}) {
    super("squared_hinge", options);
  }

  call(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    return missingMargin(yTrue, yPred).square().mean(-1);
  }
}

/** For one of several classes, targets one-hot (keras.losses.CategoricalHinge). */
export class CategoricalHinge extends Loss {
  constructor(options: LossOptions = {}) {
    super("categorical_hinge", options);
  }

  call(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    const targets = yTrue.toFloat();
    const right = targets.mul(yPred).sum(-1);
    const wrong = tf.sub(1, targets).mul(yPred).max(-1);
    return wrong.sub(right).add(1).relu();
  }
}

function missingMargin(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  const [targets, predictions] = ofSameRank(yTrue.toFloat(), yPred);
  return tf.sub(1, withSigns(targets).mul(predictions)).relu();
}

/** 0 and 1 as −1 and 1; other targets as they are. */
function withSigns(targets: tf.Tensor): tf.Tensor {
  const isBinary = targets.equal(0).logicalOr(targets.equal(1)).all();
  return tf.where(isBinary, targets.mul(2).sub(1), targets);
}
