/** `gradientTape`: a loss and its gradients, as with tf.GradientTape. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { scopeNames } from "../../engine";
import { keepingLogits } from "../losses";
import { describe, forwardResultOf, giveToScope, keepPast } from "./forwardResult";
import { GradientError } from "./gradientError";
import { inFormOf, sourcesOf, type TapeSources, type TapeVariables } from "./sources";

/** The result of a tape's function: the loss, or the loss with other results of the forward pass. */
export type TapeResult =
  | tf.Tensor
  | { loss: tf.Tensor; value?: never; gradients?: never }
  | readonly [tf.Tensor, ...unknown[]]
  | readonly tf.Tensor[];

type GradientOf<Source> =
  Source extends tf.Variable<infer Rank> ? tf.Tensor<Rank> : Source extends tf.Tensor ? Source : tf.Tensor;

/** Gradients in the form of their sources: by name for a list of variables, in order for a list with tensors. */
export type TapeGradients<Sources> = Sources extends TapeVariables
  ? tf.NamedTensorMap
  : Sources extends readonly unknown[]
    ? { -readonly [Index in keyof Sources]: GradientOf<Sources[Index]> }
    : GradientOf<Sources>;

/** Results that the function returned beside the loss: under their own names, or as the list `others`. */
export type TapeOthers<Result> = Result extends tf.Tensor
  ? unknown
  : Result extends readonly [unknown, ...infer Others]
    ? { others: Others }
    : Result extends readonly unknown[]
      ? { others: tf.Tensor[] }
      : Omit<Result, "loss">;

export interface Tape<Gradients = tf.NamedTensorMap> {
  /** The loss, a scalar. */
  value: tf.Scalar;
  /** By the names of variables, as `optimizer.applyGradients` takes them, or in the form of the sources. */
  gradients: Gradients;
}

/**
 * Computes a loss and its gradients (tf.GradientTape). The caller disposes of what it gives, or calls it in a `tf.tidy`
 * or a traced function, which do.
 *
 * Tapes nest: an outer one differentiates the gradients of an inner one.
 *
 * @param computeLoss returns the loss, a float32 scalar; or `{ loss, ...others }`, where the others come back beside
 * `value` and `gradients`; or a list that opens with the loss, the rest of which comes back as `others`. All other
 * tensors made in it are freed when it ends.
 * @param sources what to differentiate by. A list of variables, such as `model.trainableWeights`, has its gradients by
 * name; variables that the loss does not depend on, or that are not trainable, have none. A list with tensors in it has
 * its gradients in the same order, and a single tensor has a single gradient, each of its source's shape. Defaults to all
 * trainable variables there are.
 * @throws {GradientError} for a loss that is no float32 scalar, for sources other than float32, and where the loss does
 * not depend on a tensor, or on any of the variables.
 * @throws {DisposedTensorError} for tensors that are freed already.
 * @example
 * const { value, gradients, logits } = gradientTape(() => {
 *   const logits = call(model, x, { training: true });
 *   return { loss: lossOf(y, logits), logits };
 * }, model.trainableWeights);
 * optimizer.applyGradients(gradients);
 * accuracy.updateState(y, logits);
 * @example
 * const { gradients: slope } = gradientTape(() => lossOf(y, call(model, images)), images);
 * const adversarial = images.add(slope.sign().mul(0.1));
 */
export function gradientTape<Result extends TapeResult, Sources extends TapeSources = TapeVariables>(
  computeLoss: () => Result,
  sources?: Sources,
): Tape<TapeGradients<Sources>> & TapeOthers<Result> {
  requireFunction(computeLoss);
  const wanted = sourcesOf(sources);
  const tensors = wanted.map(({ tensor }) => tensor);
  let others: Record<string, unknown> = {};
  let kept: tf.Tensor[] = [];
  const forward = () =>
    tf.tidy(scopeNames.tape, () => {
      const result = forwardResultOf(computeLoss());
      others = result.others;
      kept = keepPast(others);
      return result.loss.asScalar();
    });
  try {
    // All gradients may be missing: the message is ours to write.
    const { value, grads } = keepingLogits(() => tf.engine().gradients(forward, tensors, undefined, true));
    const gradients = inFormOf(sources, wanted, grads);
    giveToScope(kept);
    return { ...others, value, gradients } as Tape<TapeGradients<Sources>> & TapeOthers<Result>;
  } catch (error) {
    tf.dispose(kept);
    throw withoutGradient(error) ?? error;
  }
}

function requireFunction(computeLoss: unknown): void {
  if (typeof computeLoss === "function") return;
  throw new GradientError(
    `gradientTape: the first argument must be a function, found ${describe(computeLoss)}.`,
    {
      cure: "compute the loss inside it: gradientTape(() => lossOf(y, call(model, x)), model.trainableWeights)",
    },
  );
}

/** tfjs has operations that it cannot differentiate, and tells which. */
function withoutGradient(error: unknown): GradientError | undefined {
  const operation = /gradient function not found for (\w+)/.exec((error as Error).message)?.[1];
  if (operation === undefined) return undefined;
  return new GradientError(
    `gradientTape: the loss is computed by ${operation}, which has no gradient here.`,
    {
      cure: "compute it another way, or shield that part by tf.customGrad",
      cause: error,
    },
  );
}
