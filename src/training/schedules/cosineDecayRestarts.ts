import { number, type OptionsOf, type Resolved, required } from "../../options";
import { cosine } from "./cosineDecay";
import { KerasSchedule, requirePositive } from "./schedule";

export interface CosineDecayRestartsOptions {
  /** The rate at the first step. */
  initialLearningRate: number;
  /** Steps of the first period. */
  firstDecaySteps: number;
  /** How much longer each period is than the one before. Defaults to 2. */
  tMul?: number;
  /** How the rate at the start of each period relates to that of the one before. Defaults to 1. */
  mMul?: number;
  /** The rate at the end of a period, as a part of `initialLearningRate`. Defaults to 0. */
  alpha?: number;
}

/**
 * Half a cosine, again and again (keras.optimizers.schedules.CosineDecayRestarts; Loshchilov and Hutter, "SGDR:
 * Stochastic Gradient Descent with Warm Restarts", 2016).
 */
export class CosineDecayRestarts extends KerasSchedule {
  static override readonly options = {
    initialLearningRate: required(number()),
    firstDecaySteps: required(number()),
    tMul: number(2),
    mMul: number(1),
    alpha: number(0),
  } satisfies OptionsOf<CosineDecayRestartsOptions>;

  declare protected readonly options: Resolved<typeof CosineDecayRestarts.options>;

  constructor(options: CosineDecayRestartsOptions) {
    super(options);
    requirePositive("CosineDecayRestarts: firstDecaySteps", options.firstDecaySteps);
    requirePositive("CosineDecayRestarts: tMul", this.options.tMul);
  }

  at(step: number): number {
    const { initialLearningRate, firstDecaySteps, tMul, mMul, alpha } = this.options;
    const { restarts, done } = period(step / firstDecaySteps, tMul);
    return initialLearningRate * cosine(done, alpha, mMul ** restarts);
  }
}

const { floor, fround, log } = Math;

/**
 * Which period a time lies in, and how much of it is over; the first period is one unit of time long. In float32, as
 * Keras computes it: where a period has just begun, little is left of the time's digits.
 */
function period(time: number, tMul: number): { restarts: number; done: number } {
  const now = fround(time);
  if (tMul === 1) return { restarts: floor(now), done: fround(now - floor(now)) };
  // The periods before number k last 1 + tMul + … = (1 − tMul^k) / (1 − tMul).
  const growth = fround(1 - fround(tMul));
  const restarts = floor(fround(fround(log(fround(1 - fround(now * growth)))) / fround(log(tMul))));
  const length = fround(tMul ** restarts);
  const begun = fround(fround(1 - length) / growth);
  return { restarts, done: fround(fround(now - begun) / length) };
}
