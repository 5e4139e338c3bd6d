import { TrainbookError } from "../../trainbookError";

/** A pipeline that cannot be: parts that do not fit together, or numbers that mean nothing. */
export class DatasetError extends TrainbookError {}

/** @throws {DatasetError} unless `value` is a whole number of at least `least`, or Infinity where that is allowed. */
export function requireCount(what: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new DatasetError(`${what} must be a whole number of at least ${least}, found ${value}.`);
}
