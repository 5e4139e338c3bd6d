/** Gradients as `applyGradients` is given them: by the names of variables, or in a list. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { forgottenAwait, isPromise } from "../../forgottenAwait";
import { OptimizerError } from "./errors";

type NamedTensor = { name: string; tensor: tf.Tensor };

/**
 * @returns those that there are: a variable that the loss does not depend on has none.
 * @throws {OptimizerError} for what are no gradients.
 */
export function namedGradients(given: tf.NamedTensorMap | NamedTensor[]): NamedTensor[] {
  if (isPromise(given)) throw forgottenAwait("applyGradients: gradients", OptimizerError);
  if (typeof given !== "object" || given === null) {
    throw new OptimizerError(
      `applyGradients: gradients must be tensors by the names of variables, found ${given}.`,
      {
        cure: "give those of a tape: const { value, gradients } = gradientTape(…)",
      },
    );
  }
  if ("gradients" in given && "value" in given) {
    throw new OptimizerError("applyGradients: found the whole result of a tape.", {
      cure: "give its gradients: optimizer.applyGradients(tape.gradients)",
    });
  }
  const named = Array.isArray(given)
    ? given
    : Object.entries(given).map(([name, tensor]) => ({ name, tensor }));
  return named.filter(({ tensor }) => tensor);
}
