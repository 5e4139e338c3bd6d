/** The result of a tape's function: the loss, and other values that outlive the tape. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { isPromise } from "../../forgottenAwait";
import { GradientError, typeOf } from "./gradientError";

export interface ForwardResult {
  loss: tf.Tensor;
  /** Results that come back beside the value and the gradients. */
  others: Record<string, unknown>;
}

/** @throws {GradientError} for a loss that has no gradients, and for names that the tape itself has. */
export function forwardResultOf(result: unknown): ForwardResult {
  if (result instanceof tf.Tensor) return { loss: requireScalar(result), others: {} };
  if (isPromise(result)) {
    // Nobody waits for it.
    result.then(undefined, () => undefined);
    throw new GradientError(
      "gradientTape: the function is async, and gave a promise where a loss is expected.",
      { cure: "write it without async, and await what it needs before the tape" },
    );
  }
  if (Array.isArray(result)) return { loss: requireScalar(result[0]), others: { others: result.slice(1) } };
  if (typeof result !== "object" || result === null || !("loss" in result)) {
    return { loss: requireScalar(result), others: {} };
  }
  const { loss, ...others } = result;
  const taken = ["value", "gradients"].find((name) => name in others);
  if (taken === undefined) return { loss: requireScalar(loss), others };
  throw new GradientError(
    `gradientTape: "${taken}" cannot come back from the function, as the tape's own result has that name.`,
    { cure: "give it another name" },
  );
}

function requireScalar(loss: unknown): tf.Tensor {
  if (!(loss instanceof tf.Tensor) || loss.size !== 1) {
    throw new GradientError(`gradientTape: the loss must be one number, found ${describe(loss)}.`, {
      cure:
        loss instanceof tf.Tensor
          ? "average it: loss.mean()"
          : "return a scalar tensor, or an object { loss, ...others }",
    });
  }
  loss.throwIfDisposed();
  if (loss.dtype === "float32") return loss;
  throw new GradientError(`gradientTape: the loss (${typeOf(loss)}) has no gradient; only float32 has.`, {
    cure: "compute it in float32 throughout: counts and comparisons have no slope, whatever they are cast to",
  });
}

/** A value in a few words, for errors. */
export function describe(value: unknown): string {
  if (isPromise(value)) return "a Promise";
  if (value instanceof tf.Tensor) return `a tensor of shape [${value.shape.join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const names = Object.keys(value);
  return names.length === 0 ? "an empty object" : `an object with ${names.join(", ")}`;
}

/**
 * Keeps tensors that the innermost scope would free when it ends. Those made outside, and those that the program itself
 * keeps, are left as they are.
 *
 * @returns the ones kept.
 */
export function keepPast(results: Record<string, unknown>): tf.Tensor[] {
  const tensors = tf.tensor_util.getTensorsInContainer(results as tf.TensorContainer);
  for (const tensor of tensors) tensor.throwIfDisposed();
  const scope = tf.engine().state.activeScope?.id;
  const made = tensors.filter(({ scopeId, kept }) => scopeId === scope && !kept);
  // Not tf.keep, which is where those watch that free what an abandoned tape has kept.
  for (const tensor of made) tensor.kept = true;
  return made;
}

/** Tensors of {@link keepPast}, for the surrounding `tf.tidy` or trace to free. */
export function giveToScope(tensors: readonly tf.Tensor[]): void {
  tf.tidy(() => {
    const scopeId = tf.engine().state.activeScope?.id;
    for (const tensor of tensors) Object.assign(tensor, { kept: false, scopeId });
    return [...tensors];
  });
}
