import { boolean, number, type OptionsOf, type Resolved, required } from "../../options";
import { KerasSchedule, requirePositive } from "./schedule";

export interface PolynomialDecayOptions {
  /** The rate at the first step. */
  initialLearningRate: number;
  /** Steps until `endLearningRate`. */
  decaySteps: number;
  /** The rate at the end. Defaults to 0.0001. */
  endLearningRate?: number;
  /** The exponent: 1 for a straight line. Defaults to 1. */
  power?: number;
  /** Whether the rate rises again after `decaySteps`, to fall over a longer time each time. Defaults to false. */
  cycle?: boolean;
}

/** From one rate to another along a polynomial (keras.optimizers.schedules.PolynomialDecay). */
export class PolynomialDecay extends KerasSchedule {
  static override readonly options = {
    initialLearningRate: required(number()),
    decaySteps: required(number()),
    endLearningRate: number(0.0001),
    power: number(1),
    cycle: boolean(false),
  } satisfies OptionsOf<PolynomialDecayOptions>;

  declare protected readonly options: Resolved<typeof PolynomialDecay.options>;

  constructor(options: PolynomialDecayOptions) {
    super(options);
    requirePositive("PolynomialDecay: decaySteps", options.decaySteps);
  }

  at(step: number): number {
    const { initialLearningRate, endLearningRate, power, cycle } = this.options;
    const { decaySteps } = this.options;
    const cycles = cycle ? Math.max(1, Math.ceil(step / decaySteps)) : 1;
    const done = Math.min(1, step / (decaySteps * cycles));
    return (initialLearningRate - endLearningRate) * (1 - done) ** power + endLearningRate;
  }
}
