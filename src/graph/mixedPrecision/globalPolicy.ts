import { Policy, type PolicyName } from "./policy";
import { saySlower } from "./speed";

let policy = new Policy("float32");

/**
 * Lets graphs compute in 16 bits, with variables in 32 (keras.mixed_precision.set_global_policy). TensorFlow's optimizer
 * rewrites each graph when it is called: convolutions and matrix products work in 16 bits, what is numerically sensitive
 * stays in 32, and tensors that you see are float32. It holds for what is called from here on: `fit`, `evaluate`,
 * `predict` and traced functions, of any model; operations outside of graphs stay as they are.
 *
 * The hardware is measured at once, and where it is no faster at 16 bits, that is said.
 *
 * @param choice "mixed_bfloat16" for processors; "mixed_float16" for GPUs, where `fit` scales the loss by itself and
 * custom training loops use `optimizers.LossScale`; "float32" to end it.
 * @throws {PolicyError} for another name.
 * @example
 * mixedPrecision.setGlobalPolicy("mixed_bfloat16");
 */
export function setGlobalPolicy(choice: PolicyName | Policy): void {
  policy = typeof choice === "string" ? new Policy(choice) : choice;
  saySlower(policy);
}

/** The policy that holds now. Defaults to float32. */
export const globalPolicy = (): Policy => policy;
