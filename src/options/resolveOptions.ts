/** Options as they are given, checked by their table. */
import { forgottenAwait, isPromise, requireNoPromise } from "../forgottenAwait";
import { TrainbookError } from "../trainbookError";
import { nearNames } from "./nearNames";
import type { Option, OptionTable, Resolved } from "./option";
import { UnknownNameError } from "./unknownNameError";

/** An option of the wrong kind, or one that is missing. */
export class OptionError extends TrainbookError {}

/** Where options are given, and who refuses them. */
export interface Checking {
  /** Names that a user's class has beside those of the table. Defaults to none. */
  others?: readonly string[];
  /** Whether names pass that are not in the table, unless they are another spelling of one that is. Defaults to false. */
  isOpen?: boolean;
  /** The error for values that do not fit. Defaults to OptionError. */
  Refusal?: new (
    message: string,
    how?: { cure?: string },
  ) => Error;
}

/**
 * The options with their defaults filled in. Undefined, and null where it means nothing, count as left out.
 *
 * @param of whose options they are, such as `fit` or `metrics.AUC`.
 * @throws {UnknownNameError} for a name that is not in the table, with those that are near.
 * @throws {OptionError} for a value that does not fit, and for a required option that is missing.
 */
export function resolveOptions<Table extends OptionTable>(
  of: string,
  given: object | undefined,
  table: Table,
  { others = [], isOpen = false, Refusal = OptionError }: Checking = {},
): Resolved<Table> {
  const options = asObject(of, given, table, Refusal);
  requireKnown(of, options, { table, others, isOpen });
  const resolved = Object.entries(table).map(([name, option]) => {
    const value = options[name];
    requireNoPromise(`${of}: ${name}`, value, Refusal);
    if (value !== undefined && option.accepts(value)) return [name, value];
    if (value === undefined || (value === null && option.default === undefined)) {
      if (!option.isRequired) return [name, option.default];
      throw new Refusal(`${of}: ${name} is missing.`, { cure: `give ${name}: ${option.kind}` });
    }
    throw misfit(of, name, value, option, Refusal);
  });
  return Object.fromEntries(resolved);
}

function asObject(
  of: string,
  given: unknown,
  table: OptionTable,
  Refusal: NonNullable<Checking["Refusal"]>,
): Record<string, unknown> {
  if (given === undefined) return {};
  if (isPromise(given)) throw forgottenAwait(`${of}: options`, Refusal);
  if (typeof given === "object" && given !== null && !Array.isArray(given))
    return given as Record<string, unknown>;
  const [first = "name"] = Object.keys(table);
  throw new Refusal(`${of}: options are an object, found ${shown(given)}.`, {
    cure: `give them by name, as in { ${first}: … }`,
  });
}

function requireKnown(
  of: string,
  options: object,
  { table, others, isOpen }: { table: OptionTable; others: readonly string[]; isOpen: boolean },
): void {
  const known = [...Object.keys(table), ...others];
  const isMisspelt = (name: string) => !isOpen || known.some((other) => plain(other) === plain(name));
  const unknown = Object.keys(options).find((name) => !known.includes(name) && isMisspelt(name));
  if (unknown !== undefined) throw new UnknownNameError(`option of ${of}`, unknown, known);
}

const plain = (name: string) => name.toLowerCase().replaceAll("_", "");

function misfit(
  of: string,
  name: string,
  value: unknown,
  { kind, values }: Option<unknown>,
  Refusal: NonNullable<Checking["Refusal"]>,
): Error {
  if (!values) return new Refusal(`${of}: ${name} must be ${kind}, found ${shown(value)}.`);
  const texts = values.filter((one) => typeof one === "string");
  const near = typeof value === "string" ? nearNames(value, texts) : [];
  return new Refusal(`${of}: there is no ${name} ${shown(value)}.`, {
    cure:
      near.length > 0
        ? `did you mean ${near.map(shown).join(", ")}?`
        : `there are ${values.map(shown).join(", ")}`,
  });
}

/** A value, short enough for a message. */
function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value))
    return `[${value.slice(0, 5).map(shown).join(", ")}${value.length > 5 ? ", …" : ""}]`;
  if (typeof value === "function") return `the function ${value.name || "without a name"}`;
  if (typeof value === "object" && value !== null)
    return `an object (${value.constructor?.name ?? "Object"})`;
  return String(value);
}
