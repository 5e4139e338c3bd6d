import { requirePositive, Schedule } from "./schedule";

export interface ExponentialDecayOptions {
  initialLearningRate: number;
  /** Steps after which the rate has been multiplied by `decayRate` once. */
  decaySteps: number;
  decayRate: number;
  /** Whether the rate stays the same in between, and falls in steps. Defaults to false. */
  staircase?: boolean;
}

/** `initialLearningRate · decayRate ^ (step / decaySteps)` (keras.optimizers.schedules.ExponentialDecay). */
export class ExponentialDecay extends Schedule {
  constructor(private readonly options: ExponentialDecayOptions) {
    super();
    requirePositive("ExponentialDecay: decaySteps", options.decaySteps);
  }

  getConfig(): object {
    return { ...this.options };
  }

  at(step: number): number {
    const { initialLearningRate, decaySteps, decayRate, staircase = false } = this.options;
    const decays = step / decaySteps;
    return initialLearningRate * decayRate ** (staircase ? Math.floor(decays) : decays);
  }
}
