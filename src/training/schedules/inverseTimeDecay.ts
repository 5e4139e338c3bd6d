import { requirePositive, Schedule } from "./schedule";

export interface InverseTimeDecayOptions {
  initialLearningRate: number;
  /** Steps that count as one unit of time. */
  decaySteps: number;
  decayRate: number;
  /** Whether the rate stays the same in between, and falls in steps. Defaults to false. */
  staircase?: boolean;
}

/** `initialLearningRate / (1 + decayRate · step / decaySteps)` (keras.optimizers.schedules.InverseTimeDecay). */
export class InverseTimeDecay extends Schedule {
  constructor(private readonly options: InverseTimeDecayOptions) {
    super();
    requirePositive("InverseTimeDecay: decaySteps", options.decaySteps);
  }

  getConfig(): object {
    return { ...this.options };
  }

  at(step: number): number {
    const { initialLearningRate, decaySteps, decayRate, staircase = false } = this.options;
    const time = step / decaySteps;
    return initialLearningRate / (1 + decayRate * (staircase ? Math.floor(time) : time));
  }
}
