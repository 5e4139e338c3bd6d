import { TrainbookError } from "../../trainbookError";

/** A pipeline that cannot be: parts that do not fit together, or numbers that mean nothing. */
export class DatasetError extends TrainbookError {}

export interface CountRule {
  /** The smallest number that means something. Defaults to any. */
  least?: number;
  /** Other values that fit, for the error: `or AUTOTUNE`. */
  or?: string;
  cure: string;
}

/** @throws {DatasetError} unless `value` is a whole number of at least `least`. */
export function requireCount(what: string, value: unknown, { least, or, cure }: CountRule): void {
  if (Number.isInteger(value) && (least === undefined || (value as number) >= least)) return;
  const bound = least === undefined ? "" : ` of at least ${least}`;
  const other = or === undefined ? "" : `, ${or}`;
  throw new DatasetError(`${what} must be a whole number${bound}${other}, found ${describeValue(value)}.`, {
    cure,
  });
}

/** A value in a few words, for errors: `a Map`, `"abc"`, `3`, `undefined`. */
export function describeValue(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === "bigint") return `the bigint ${value}n`;
  if (typeof value === "function") return value.name ? `the function ${value.name}` : "a function";
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  const tag = Object.prototype.toString.call(value).slice("[object ".length, -1);
  const name = value.constructor?.name || tag;
  if (name !== "Object") return `${/^[AEIO]/.test(name) ? "an" : "a"} ${name}`;
  const names = Object.keys(value);
  return names.length === 0 ? "an empty object" : `an object with ${names.join(", ")}`;
}
