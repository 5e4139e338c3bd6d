import { number, type OptionsOf, type Resolved, required } from "../../options";
import { KerasSchedule, requirePositive, ScheduleError } from "./schedule";

export interface CosineDecayOptions {
  /** The rate at the first step: of the decay, or of the warm-up where there is one. */
  initialLearningRate: number;
  /** Steps of the decay, without those of the warm-up. */
  decaySteps: number;
  /** The rate at the end, as a part of the rate at which the decay begins. Defaults to 0. */
  alpha?: number;
  /** The rate to which the warm-up rises, in a straight line. Defaults to none: no warm-up. */
  warmupTarget?: number;
  /** Steps of the warm-up. Defaults to 0. */
  warmupSteps?: number;
}

/**
 * Half a cosine, after a warm-up if one is wanted (keras.optimizers.schedules.CosineDecay; Loshchilov and Hutter,
 * "SGDR: Stochastic Gradient Descent with Warm Restarts", 2016).
 */
export class CosineDecay extends KerasSchedule {
  static override readonly options = {
    initialLearningRate: required(number()),
    decaySteps: required(number()),
    alpha: number(0),
    warmupTarget: number(),
    warmupSteps: number(0),
  } satisfies OptionsOf<CosineDecayOptions>;

  declare protected readonly options: Resolved<typeof CosineDecay.options>;

  constructor(options: CosineDecayOptions) {
    super(options);
    requirePositive("CosineDecay: decaySteps", options.decaySteps);
    if (this.options.warmupSteps > 0 && this.options.warmupTarget === undefined) {
      throw new ScheduleError(
        "CosineDecay: warmupSteps needs a warmupTarget, the rate at which the decay begins.",
      );
    }
  }

  at(step: number): number {
    const { initialLearningRate, decaySteps, alpha, warmupTarget, warmupSteps } = this.options;
    if (warmupTarget !== undefined && step < warmupSteps) {
      return initialLearningRate + (warmupTarget - initialLearningRate) * (step / warmupSteps);
    }
    const done = Math.min(1, (step - warmupSteps) / decaySteps);
    return (warmupTarget ?? initialLearningRate) * cosine(done, alpha);
  }
}

/**
 * From 1 at 0 to `alpha` at 1. In float32, as Keras computes it: near the end, where little is left of
 * 1 + cos, its rounding is what one sees.
 */
export function cosine(done: number, alpha: number, height = 1): number {
  const { fround } = Math;
  const angle = fround(fround(Math.PI) * fround(done));
  return (1 - alpha) * 0.5 * height * fround(1 + fround(Math.cos(angle))) + alpha;
}
