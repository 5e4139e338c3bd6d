/** A learning rate that depends on the step (keras.optimizers.schedules.LearningRateSchedule). */
import { TrainbookError } from "../../trainbookError";

export abstract class Schedule {
  /** The learning rate at a step, counted from 0. */
  abstract at(step: number): number;

  /** The options, for saving. */
  abstract getConfig(): object;
}

/** Options of a schedule that mean nothing together or alone. */
export class ScheduleError extends TrainbookError {}

/** @throws {ScheduleError} unless `value` is a number above 0. */
export function requirePositive(what: string, value: number): void {
  if (value > 0) return;
  throw new ScheduleError(`${what} must be above 0, found ${value}.`);
}
