/**
 * An error as Jupyter shows it, made from whatever code has thrown. Reading what was thrown can itself fail, because
 * its properties may be anything; every read is guarded.
 */
import { inspect, types } from "node:util";
import type { CellError } from "../cellError";
import { bold, dim, red } from "../textStyle";
import { withoutConversion } from "./conversionTraces";
import { framesText } from "./framesText";
import { KeyboardInterrupt } from "./keyboardInterrupt";
import { learnersStack } from "./stackFrames";

const MESSAGE_AT_MOST = 4_000;
const CAUSES_AT_MOST = 10;
const MEMBERS_AT_MOST = 10;

/**
 * An error as its lines, with the cure last.
 *
 * @param cure what to do about it where the error itself does not say, or besides.
 */
export function describeThrown(thrown: unknown, cure?: string): CellError {
  const further = cure === undefined ? [] : [`→ ${cure}`];
  if (!isError(thrown)) {
    const text = cut(inspected(thrown));
    return { ename: "Thrown", evalue: text, traceback: [`${red("Thrown")}: ${text}`, ...further] };
  }
  const own = cureOf(thrown);
  const [heading = "", ...rest] = lines(thrown, new Set());
  const traceback =
    own === undefined ? [heading, ...rest] : [heading.replace(`\n  → ${own}`, ""), ...rest, `→ ${own}`];
  return { ename: nameOf(thrown), evalue: messageOf(thrown), traceback: [...traceback, ...further] };
}

/** The cure of a TrainbookError, which is the last line of its message, too. */
function cureOf(error: Error): string | undefined {
  const cure = read(error, "cure");
  return typeof cure === "string" && messageOf(error).endsWith(`\n  → ${cure}`) ? cure : undefined;
}

/** The error's lines: name and message, places, what else it knows, its cause. */
function lines(error: Error, shown: Set<unknown>): string[] {
  shown.add(error);
  const stack = learnersStack(text(error, "stack"));
  const traceback = [
    `${red(nameOf(error))}: ${messageOf(error)}`,
    ...framesText(stack.frames, shown.size === 1),
  ];
  if (stack.packageName !== undefined && !(error instanceof KeyboardInterrupt))
    traceback.push(dim(`  in the package ${stack.packageName}`));
  traceback.push(...properties(error), ...members(error, shown));
  const cause = read(error, "cause");
  if (cause === undefined || shown.size > CAUSES_AT_MOST) return traceback;
  return [...traceback, ...nested(bold("caused by"), cause, shown)];
}

function nested(heading: string, value: unknown, shown: Set<unknown>): string[] {
  if (shown.has(value)) return [`${heading} ${dim("the same error again")}`];
  if (!isError(value)) return [`${heading} ${cut(inspected(value))}`];
  const [first = "", ...rest] = lines(value, shown);
  return [`${heading} ${first}`, ...rest];
}

/** The errors of an AggregateError. */
function members(error: Error, shown: Set<unknown>): string[] {
  const errors = read(error, "errors");
  if (!Array.isArray(errors)) return [];
  const listed = errors
    .slice(0, MEMBERS_AT_MOST)
    .flatMap((member, index) => nested(bold(`[${index + 1}]`), member, shown).map((line) => `  ${line}`));
  const more = errors.length - MEMBERS_AT_MOST;
  return more > 0 ? [...listed, dim(`  … ${more} more`)] : listed;
}

const TOLD_ELSEWHERE = new Set(["name", "message", "stack", "cause", "errors", "cure"]);

/** The error's properties beside its message: a code, a path, a status. */
function properties(error: Error): string[] {
  let names: string[];
  try {
    names = Object.keys(error).filter((name) => !TOLD_ELSEWHERE.has(name));
  } catch {
    return [];
  }
  const known = names.flatMap((name) => {
    const value = read(error, name);
    return value === undefined || typeof value === "function"
      ? []
      : [`${name}: ${cut(inspected(value), 200)}`];
  });
  return known.length > 0 ? [dim(`  ${known.join(", ")}`)] : [];
}

/** Errors of other realms (`node:vm`) are no instances of this one's Error. */
function isError(value: unknown): value is Error {
  try {
    return types.isNativeError(value) || value instanceof Error;
  } catch {
    return false;
  }
}

function nameOf(error: Error): string {
  return text(error, "name") || "Error";
}

function messageOf(error: Error): string {
  return cut(withoutConversion(text(error, "message")));
}

function read(object: object, name: string): unknown {
  try {
    return (object as Record<string, unknown>)[name];
  } catch {
    return undefined;
  }
}

function text(error: Error, name: string): string {
  const value = read(error, name);
  return typeof value === "string" ? value : value === undefined ? "" : inspected(value);
}

function inspected(value: unknown): string {
  try {
    return inspect(value, { depth: 3, breakLength: 100 });
  } catch {
    return "a value that cannot be shown";
  }
}

function cut(message: string, limit = MESSAGE_AT_MOST): string {
  if (message.length <= limit) return message;
  return `${message.slice(0, limit)} … (${(message.length - limit).toLocaleString("en")} characters more)`;
}
