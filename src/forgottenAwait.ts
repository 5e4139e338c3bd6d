/** A promise where its value is meant: an `await` was forgotten. */

/** Also a promise of another realm, and an object that behaves like one. What cannot be looked at is none. */
export function isPromise(value: unknown): value is PromiseLike<unknown> {
  try {
    return typeof (value as { then?: unknown } | null | undefined)?.then === "function";
  } catch {
    return false;
  }
}

type Refusal = new (message: string, how: { cure: string }) => Error;

/** @param name what was given, with the call that it was given to, such as `fit: x`. */
export const forgottenAwait = (name: string, Refused: Refusal): Error =>
  new Refused(`${name} is a Promise: its value is not there yet.`, {
    cure: "write await before the call that gives it",
  });

/**
 * Looks into lists and plain objects, too.
 *
 * @param depth how many of them, one in the other. Defaults to 3.
 * @throws {Error} of the class `Refused`, which names the part that is a promise, such as `fit: x[0]`.
 */
export function requireNoPromise(name: string, value: unknown, Refused: Refusal, depth = DEEPEST): void {
  if (isPromise(value)) throw forgottenAwait(name, Refused);
  if (depth === 0) return;
  for (const [key, part] of partsOf(value)) requireNoPromise(name + key, part, Refused, depth - 1);
}

/** Data is nested no deeper; objects may hold themselves. */
const DEEPEST = 3;

/** Lists of data are long, and begin with numbers. */
const MOST_PARTS = 100;

function partsOf(value: unknown): (readonly [string, unknown])[] {
  if (Array.isArray(value)) {
    const isData = typeof value[0] === "number" || value.length > MOST_PARTS;
    return isData ? [] : value.map((part, index) => [`[${index}]`, part] as const);
  }
  if (typeof value !== "object" || value === null) return [];
  const isPlain = Object.getPrototypeOf(value) === Object.prototype;
  return isPlain ? Object.entries(value).map(([key, part]) => [`.${key}`, part] as const) : [];
}
