import { boolean, number, type OptionsOf, type Resolved, required } from "../../options";
import { KerasSchedule, requirePositive } from "./schedule";

export interface ExponentialDecayOptions {
  /** The rate at the first step. */
  initialLearningRate: number;
  /** Steps after which the rate has been multiplied by `decayRate` once. */
  decaySteps: number;
  /** The factor by which the rate is multiplied over `decaySteps`. */
  decayRate: number;
  /** Whether the rate stays the same in between, and falls in steps. Defaults to false. */
  staircase?: boolean;
}

/** `initialLearningRate · decayRate ^ (step / decaySteps)` (keras.optimizers.schedules.ExponentialDecay). */
export class ExponentialDecay extends KerasSchedule {
  static override readonly options = {
    initialLearningRate: required(number()),
    decaySteps: required(number()),
    decayRate: required(number()),
    staircase: boolean(false),
  } satisfies OptionsOf<ExponentialDecayOptions>;

  declare protected readonly options: Resolved<typeof ExponentialDecay.options>;

  constructor(options: ExponentialDecayOptions) {
    super(options);
    requirePositive("ExponentialDecay: decaySteps", options.decaySteps);
  }

  at(step: number): number {
    const { initialLearningRate, decaySteps, decayRate, staircase } = this.options;
    const decays = step / decaySteps;
    return initialLearningRate * decayRate ** (staircase ? Math.floor(decays) : decays);
  }
}
