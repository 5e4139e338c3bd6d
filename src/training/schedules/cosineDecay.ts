import { requirePositive, Schedule, ScheduleError } from "./schedule";

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
export class CosineDecay extends Schedule {
  constructor(private readonly options: CosineDecayOptions) {
    super();
    requirePositive("CosineDecay: decaySteps", options.decaySteps);
    if (options.warmupSteps !== undefined && options.warmupTarget === undefined) {
      throw new ScheduleError(
        "CosineDecay: warmupSteps needs a warmupTarget, the rate at which the decay begins.",
      );
    }
  }

  getConfig(): object {
    return { ...this.options };
  }

  at(step: number): number {
    const { initialLearningRate, decaySteps, alpha = 0, warmupTarget, warmupSteps = 0 } = this.options;
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
