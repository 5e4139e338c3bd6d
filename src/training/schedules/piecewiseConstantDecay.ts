import { numbers, type OptionsOf, type Resolved, required } from "../../options";
import { KerasSchedule, ScheduleError } from "./schedule";

export interface PiecewiseConstantDecayOptions {
  /** Steps, rising: each is the last one of its rate. */
  boundaries: number[];
  /** The rates, one more than there are boundaries. */
  values: number[];
}

/** One rate after the other (keras.optimizers.schedules.PiecewiseConstantDecay). */
export class PiecewiseConstantDecay extends KerasSchedule {
  static override readonly options = {
    boundaries: required(numbers()),
    values: required(numbers()),
  } satisfies OptionsOf<PiecewiseConstantDecayOptions>;

  declare protected readonly options: Resolved<typeof PiecewiseConstantDecay.options>;

  constructor(options: PiecewiseConstantDecayOptions) {
    super(options);
    const { boundaries, values } = options;
    if (values.length !== boundaries.length + 1) {
      throw new ScheduleError(
        `PiecewiseConstantDecay: there must be one more of values than of boundaries, found ${values.length} and ${boundaries.length}.`,
      );
    }
    if (boundaries.some((boundary, index) => index > 0 && boundary <= (boundaries[index - 1] as number))) {
      throw new ScheduleError(
        `PiecewiseConstantDecay: boundaries must rise, found ${boundaries.join(", ")}.`,
      );
    }
  }

  at(step: number): number {
    const { boundaries, values } = this.options;
    // Keras casts boundaries to the type of the step, which is whole.
    const passed = boundaries.filter((boundary) => step > Math.trunc(boundary)).length;
    return values[passed] as number;
  }
}
