/** Values that a check cannot read, each with its finding. */
import { isPromise } from "../../forgottenAwait";
import { nearNames } from "../../options";
import { type Finding, finding } from "./verdict";

/** Thrown where a check reads such a value. */
export class UnreadableValue extends Error {
  constructor(readonly finding: Finding) {
    super(finding.name);
  }
}

/**
 * The same values, of which those that are promises, and those that came under another name, throw when they are read.
 *
 * @param names those that the exercise asks for.
 */
export function readableValues(
  values: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Readonly<Record<string, unknown>> {
  const read: Record<string, unknown> = {};
  for (const name of names) {
    // Not before a check asks: an error that a value throws is what that check finds.
    const get = () => {
      const value = declared(values, name);
      if (isPromise(value)) throw new UnreadableValue(finding("promise", { name }));
      if (value !== undefined) return value;
      const others = Object.keys(values).filter((other) => !names.includes(other));
      const [given] = nearNames(name, others);
      if (given !== undefined) throw new UnreadableValue(finding("misspelt", { name, given }));
      return undefined;
    };
    Object.defineProperty(read, name, { enumerable: true, get });
  }
  return read;
}

/**
 * The check cell gives values by getters: a name that no cell has declared, because the cell that does has failed, is
 * undefined as long as its task is open, and not an error.
 */
function declared(values: Readonly<Record<string, unknown>>, name: string): unknown {
  try {
    return values[name];
  } catch (error) {
    if ((error as Error | null)?.name === "ReferenceError") return undefined;
    throw error;
  }
}
