/** Learning rates that change from step to step, with Keras's names, options and defaults. */
import { CosineDecay } from "./cosineDecay";
import { CosineDecayRestarts } from "./cosineDecayRestarts";
import { ExponentialDecay } from "./exponentialDecay";
import { InverseTimeDecay } from "./inverseTimeDecay";
import { PiecewiseConstantDecay } from "./piecewiseConstantDecay";
import { PolynomialDecay } from "./polynomialDecay";

export type { CosineDecayOptions } from "./cosineDecay";
export type { CosineDecayRestartsOptions } from "./cosineDecayRestarts";
export type { ExponentialDecayOptions } from "./exponentialDecay";
export type { InverseTimeDecayOptions } from "./inverseTimeDecay";
export type { PiecewiseConstantDecayOptions } from "./piecewiseConstantDecay";
export type { PolynomialDecayOptions } from "./polynomialDecay";
export { Schedule, ScheduleError } from "./schedule";

/**
 * Schedules of the learning rate.
 *
 * @example
 * const schedule = new schedules.ExponentialDecay({ initialLearningRate: 0.1, decaySteps: 1000, decayRate: 0.96 });
 * schedule.at(500) // 0.098
 */
export const schedules = {
  CosineDecay,
  CosineDecayRestarts,
  ExponentialDecay,
  InverseTimeDecay,
  PiecewiseConstantDecay,
  PolynomialDecay,
};
