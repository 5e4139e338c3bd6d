const { fround } = Math;

/**
 * 1 − β^step, by which Adam and its kin correct averages that began at 0. In float32, as Keras computes it: at the
 * first steps, 1 − 0.999 has lost half of its digits there, and the steps are another hundred-thousandth long.
 */
export function biasCorrection(beta: number, step: number): number {
  return fround(1 - fround(fround(beta) ** step));
}
