/** `gradientTape`: a value and its gradients, as with tf.GradientTape. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { TrainbookError } from "../trainbookError";
import { keepingLogits } from "./losses";

/** Gradients that cannot be had of what they were asked of. */
export class GradientError extends TrainbookError {}

/** What `model.trainableWeights` holds, or variables of one's own. */
export type TapeVariables = readonly (tf.Variable | { read(): tf.Tensor })[];

export interface Tape {
  /** What the function gave, a scalar. */
  value: tf.Scalar;
  /** By the name of the variable: what `optimizer.applyGradients` takes. */
  gradients: tf.NamedTensorMap;
}

/**
 * Computes a loss, and how it changes with each variable. The caller disposes both, or calls this in a `tf.tidy`.
 *
 * @param computeLoss gives a scalar. What it captures may be tensors and models.
 * @param variables `model.trainableWeights`, or variables. Defaults to every trainable variable there is.
 * @throws {GradientError} for a loss that is no scalar, and where there is nothing to train.
 * @example
 * const { value, gradients } = gradientTape(
 *   () => lossOf(y, call(model, x, { training: true })) as tf.Scalar,
 *   model.trainableWeights,
 * );
 * optimizer.applyGradients(gradients);
 */
export function gradientTape(computeLoss: () => tf.Tensor, variables?: TapeVariables): Tape {
  const wanted = variables?.map((variable) =>
    variable instanceof tf.Variable ? variable : (variable.read() as tf.Variable),
  );
  if (wanted?.length === 0) {
    throw new GradientError("gradientTape: the list of variables is empty.", {
      cure: "give model.trainableWeights of a model that is built and has trainable layers",
    });
  }
  const scalar = () => {
    const value = computeLoss();
    if (value instanceof tf.Tensor && value.size === 1) return value.asScalar();
    const found =
      value instanceof tf.Tensor ? `a tensor of shape [${value.shape.join(", ")}]` : String(value);
    throw new GradientError(`gradientTape: the loss must be one number, found ${found}.`, {
      cure: "average it: loss.mean()",
    });
  };
  const { value, grads } = keepingLogits(() => tf.variableGrads(scalar, wanted));
  return { value, gradients: grads };
}
