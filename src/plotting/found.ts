/** Descriptions for errors: what a call was given in place of what it draws. */
import { types } from "node:util";
import type { Tensor } from "@tensorflow/tfjs-node-gpu";
import { type OptionTable, type Resolved, resolveOptions } from "../options";
import { PlotError } from "./plot";

export const isTensor = (value: unknown): value is Tensor =>
  typeof value === "object" && value !== null && "dataSync" in value && "dtype" in value;

/** Such as `a tensor of shape [3, 4]`, `a list of 3 lists` or `an object with loss, accuracy`. */
export function found(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value === "string") return `the string ${JSON.stringify(shortened(value))}`;
  if (typeof value === "function") return `the function ${value.name || "without a name"}`;
  if (typeof value !== "object") return `the ${typeof value} ${String(value)}`;
  if (types.isPromise(value)) return "a promise";
  if (isTensor(value)) {
    return value.isDisposed ? "a tensor that was disposed" : `a tensor of shape [${value.shape.join(", ")}]`;
  }
  if (Array.isArray(value)) return listInWords(value);
  if (!isPlain(value)) {
    const { className, name } = value.constructor as unknown as { className?: string; name: string };
    return `an object (${className ?? name})`;
  }
  const names = Object.keys(value);
  if (names.length === 0) return "an object with nothing in it";
  return `an object with ${names.slice(0, 5).map(shortened).join(", ")}${names.length > 5 ? ", …" : ""}`;
}

/** Also one that was made in another context, whose Object is another. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);

function listInWords({ length, 0: first }: readonly unknown[]): string {
  if (length === 0) return "an empty list";
  return `a list of ${length} ${kindOf(first)}${length === 1 ? "" : "s"}`;
}

function kindOf(element: unknown): string {
  if (Array.isArray(element)) return "list";
  if (isTensor(element)) return "tensor";
  if (types.isPromise(element)) return "promise";
  if (typeof element === "number" || typeof element === "string") return typeof element;
  return typeof element === "object" && element !== null ? "object" : "value";
}

/** @param cure where it is no promise, which has a cure of its own. */
export function unfit(
  where: string,
  value: unknown,
  { expected, cure }: { expected: string; cure?: string },
): PlotError {
  const wayOut = types.isPromise(value)
    ? "Did you forget await? Write it before the call that gives this."
    : cure;
  return new PlotError(
    `${where}: found ${found(value)}; ${expected} is expected.`,
    wayOut ? { cure: wayOut } : {},
  );
}

/** @throws {PlotError} for a tensor that was disposed. */
export function requireKept(where: string, tensor: Tensor): void {
  if (!tensor.isDisposed) return;
  throw unfit(where, tensor, {
    expected: "one that still has its values",
    cure: "draw it before dispose() or the end of its tf.tidy, or keep it with tf.keep(…)",
  });
}

/** Control characters, halves of characters, and what is no character. */
const ILLEGIBLE = /[\p{Cc}\p{Cs}\ufffe\uffff]/u;

/**
 * @param where the name stands, such as `classNames[3]`.
 * @throws {PlotError} for a name with what no font draws: control characters, and halves of characters.
 */
export function requireLegible(where: string, name: string): void {
  const [character] = ILLEGIBLE.exec(name) ?? [];
  if (character === undefined) return;
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  throw new PlotError(`${where} is ${JSON.stringify(name)}; U+${code} cannot be drawn.`, {
    cure: 'remove it: name.trim() at the ends, name.replace(/\\p{C}/gu, "") everywhere',
  });
}

/**
 * The options of a plot with their defaults filled in.
 *
 * @throws {UnknownNameError} for a name that is not in the table.
 * @throws {PlotError} for a value that does not fit, also for a promise of one, and for text that cannot be drawn.
 */
export function plotOptions<Table extends OptionTable>(
  call: string,
  given: object,
  table: Table,
): Resolved<Table> {
  if (types.isPromise(given)) throw unfit(`${call}: options`, given, { expected: "an object" });
  for (const [name, value] of Object.entries(given ?? {})) {
    const option = Object.hasOwn(table, name) ? table[name] : undefined;
    if (option && types.isPromise(value)) throw unfit(`${call}: ${name}`, value, { expected: option.kind });
  }
  const options = resolveOptions(call, given, table, { Refusal: PlotError });
  for (const [name, value] of Object.entries(options)) {
    for (const text of Array.isArray(value) ? value : [value]) {
      if (typeof text !== "string") continue;
      const where = Array.isArray(value) ? `${name}[${value.indexOf(text)}]` : name;
      // The lines of a title.
      requireLegible(`${call}: ${where}`, text.replaceAll(/[\n\t]/g, name.startsWith("title") ? " " : "$&"));
    }
  }
  return options;
}
