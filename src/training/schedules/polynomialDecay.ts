import { requirePositive, Schedule } from "./schedule";

export interface PolynomialDecayOptions {
  initialLearningRate: number;
  /** Steps until `endLearningRate`. */
  decaySteps: number;
  /** Defaults to 0.0001. */
  endLearningRate?: number;
  /** 1 for a straight line. Defaults to 1. */
  power?: number;
  /** Whether the rate rises again after `decaySteps`, to fall over a longer time each time. Defaults to false. */
  cycle?: boolean;
}

/** From one rate to another along a polynomial (keras.optimizers.schedules.PolynomialDecay). */
export class PolynomialDecay extends Schedule {
  constructor(private readonly options: PolynomialDecayOptions) {
    super();
    requirePositive("PolynomialDecay: decaySteps", options.decaySteps);
  }

  getConfig(): object {
    return { ...this.options };
  }

  at(step: number): number {
    const { initialLearningRate, endLearningRate = 0.0001, power = 1, cycle = false } = this.options;
    const { decaySteps } = this.options;
    const cycles = cycle ? Math.max(1, Math.ceil(step / decaySteps)) : 1;
    const done = Math.min(1, step / (decaySteps * cycles));
    return (initialLearningRate - endLearningRate) * (1 - done) ** power + endLearningRate;
  }
}
