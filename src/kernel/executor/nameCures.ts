/**
 * Cures for errors that come from top-level names: a name that was declared and never given a value, and a name that
 * holds a promise. The runtime's own message says neither.
 */
import { types } from "node:util";

const MENTION =
  /(?<!await )__cells\.([\p{ID_Continue}$]+)(?![\p{ID_Continue}$])(?!\s*=[^=>]|\.(?:then|catch|finally)\b)/gu;
/** How the language layer converts `let x: number;`. */
const DECLARED_WITHOUT_VALUE = /__cells\.([\p{ID_Continue}$]+) = void 0\b/gu;
/** Messages that say that a value was not what the code took it for. */
const UNFIT = /undefined|null|not a function|not iterable|not a constructor|Promise/;

export class NameCures {
  private readonly withoutValue = new Set<string>();
  private readonly declaredIn = new Map<string, number>();

  /** @param names every top-level name of every cell. */
  constructor(private readonly names: Record<string, unknown>) {}

  /** A cell is about to run. */
  note(count: number, { javascript, declares }: { javascript: string; declares: readonly string[] }): void {
    for (const name of declares) {
      this.declaredIn.set(name, count);
      this.withoutValue.delete(name);
    }
    for (const [, name = ""] of javascript.matchAll(DECLARED_WITHOUT_VALUE)) this.withoutValue.add(name);
  }

  /** The cure for an error of a cell, if it comes from what a name of the cell holds. */
  cureFor(error: unknown, javascript: string): string | undefined {
    if (!saysUnfit(error)) return undefined;
    for (const [, name = ""] of javascript.matchAll(MENTION)) {
      if (!Object.hasOwn(this.names, name)) continue;
      const value = this.names[name];
      const cell = `cell [${this.declaredIn.get(name)}]`;
      if (types.isPromise(value)) {
        return `${name} is a promise: write await before the call in ${cell} that gives ${name} its value`;
      }
      if (value === undefined && this.withoutValue.has(name)) {
        return `${name} has no value yet: run the cell that assigns it (${cell} only declares it)`;
      }
    }
    return undefined;
  }
}

/** An error without a cure of its own; what was thrown may be anything, also what cannot be read. */
function saysUnfit(error: unknown): boolean {
  try {
    const { message, cure } = error as { message?: unknown; cure?: unknown };
    return (
      types.isNativeError(error) && cure === undefined && typeof message === "string" && UNFIT.test(message)
    );
  } catch {
    return false;
  }
}
