import type * as tf from "@tensorflow/tfjs-node-gpu";

/** Required when a check runs, not before: commands use this room without TensorFlow. */
export function tensorFlow(): typeof tf {
  return require("@tensorflow/tfjs-node-gpu");
}
