/** A learning rate that depends on the step (keras.optimizers.schedules.LearningRateSchedule). */
import { type OptionTable, optionsToKeras, resolveOptions } from "../../options";
import { TrainbookError } from "../../trainbookError";

export abstract class Schedule {
  /** The learning rate at a step, counted from 0. */
  abstract at(step: number): number;

  /** The options in Keras's words, for saving. */
  abstract getConfig(): object;
}

/** A schedule of Keras's: a class with a table of its options. */
export abstract class KerasSchedule extends Schedule {
  static readonly options: OptionTable = {};

  declare protected readonly options: object;
  private readonly table: OptionTable;

  /** @throws {UnknownNameError} for an unknown option. @throws {ScheduleError} for a value that does not fit. */
  constructor(options: object) {
    super();
    this.table = new.target.options;
    const resolved = resolveOptions(`schedules.${new.target.name}`, options ?? {}, this.table, {
      Refusal: ScheduleError,
    });
    Object.defineProperty(this, "options", { value: resolved });
  }

  getConfig(): Record<string, unknown> {
    return optionsToKeras(this.options, this.table);
  }
}

/** Options of a schedule that mean nothing together or alone. */
export class ScheduleError extends TrainbookError {}

/** @throws {ScheduleError} unless `value` is a number above 0. */
export function requirePositive(what: string, value: number): void {
  if (value > 0) return;
  throw new ScheduleError(`${what} must be above 0, found ${value}.`);
}
