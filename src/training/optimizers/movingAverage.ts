/** The moving averages of Adam and its kin, which begin at 0. */
import type * as tf from "@tensorflow/tfjs-node-gpu";

/** Moves an average towards a value; `beta` says how much of the old one stays. */
export function moveAverage(average: tf.Variable, value: tf.Tensor, beta: number): void {
  average.assign(average.add(value.sub(average).mul(1 - beta)));
}

/**
 * 1 − β^step: what an average that began at 0 is to be divided by. In float32, as Keras computes it: at the first
 * steps, 1 − 0.999 has lost half of its digits there, and the steps are another hundred-thousandth long.
 */
export function biasCorrection(beta: number, step: number): number {
  const { fround } = Math;
  return fround(1 - fround(fround(beta) ** step));
}
