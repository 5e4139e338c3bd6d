import { boolean, number, type OptionsOf, type Resolved, required } from "../../options";
import { KerasSchedule, requirePositive } from "./schedule";

export interface InverseTimeDecayOptions {
  /** The rate at the first step. */
  initialLearningRate: number;
  /** Steps that count as one unit of time. */
  decaySteps: number;
  /** How much the divisor grows in one unit of time. */
  decayRate: number;
  /** Whether the rate stays the same in between, and falls in steps. Defaults to false. */
  staircase?: boolean;
}

/** `initialLearningRate / (1 + decayRate · step / decaySteps)` (keras.optimizers.schedules.InverseTimeDecay). */
export class InverseTimeDecay extends KerasSchedule {
  static override readonly options = {
    initialLearningRate: required(number()),
    decaySteps: required(number()),
    decayRate: required(number()),
    staircase: boolean(false),
  } satisfies OptionsOf<InverseTimeDecayOptions>;

  declare protected readonly options: Resolved<typeof InverseTimeDecay.options>;

  constructor(options: InverseTimeDecayOptions) {
    super(options);
    requirePositive("InverseTimeDecay: decaySteps", options.decaySteps);
  }

  at(step: number): number {
    const { initialLearningRate, decaySteps, decayRate, staircase } = this.options;
    const time = step / decaySteps;
    return initialLearningRate / (1 + decayRate * (staircase ? Math.floor(time) : time));
  }
}
