/** In which numbers a model is computed, and in which its variables are kept (keras.DTypePolicy). */
import type { ComputeDtype } from "../../engine";
import { TrainbookError } from "../../trainbookError";

export type PolicyName = "float32" | "mixed_float16" | "mixed_bfloat16";

/** A policy that there is not. */
export class PolicyError extends TrainbookError {}

const computeDtypes: Readonly<Record<PolicyName, ComputeDtype>> = {
  float32: "float32",
  mixed_float16: "float16",
  mixed_bfloat16: "bfloat16",
};

export class Policy {
  /** The dtype in which convolutions, matrix products and the operations between them are computed. */
  readonly computeDtype: ComputeDtype;
  readonly variableDtype = "float32";

  /** @throws {PolicyError} for another name. */
  constructor(readonly name: PolicyName) {
    const computeDtype = computeDtypes[name];
    if (!computeDtype) {
      const known = Object.keys(computeDtypes).join(", ");
      throw new PolicyError(`there is no policy of precision "${name}"; there are ${known}.`);
    }
    this.computeDtype = computeDtype;
  }
}
