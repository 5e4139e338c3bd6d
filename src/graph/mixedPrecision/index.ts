/** Graphs that compute in 16 bits. */
import { globalPolicy, setGlobalPolicy } from "./globalPolicy";
import { Policy } from "./policy";

export { keptInFloat32 } from "./keptInFloat32";
export { PolicyError, type PolicyName } from "./policy";
export type { Policy };
export { globalPolicy };

/**
 * Computing in 16 bits, as keras.mixed_precision.
 *
 * @example
 * mixedPrecision.setGlobalPolicy("mixed_bfloat16");
 */
export const mixedPrecision = { Policy, globalPolicy, setGlobalPolicy };
