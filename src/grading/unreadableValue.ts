/** Values that a check cannot read, each with what is said of it. */
import { isPromise } from "../forgottenAwait";
import { nearNames } from "../options";
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
  const others = Object.keys(values).filter((name) => !names.includes(name));
  const read: Record<string, unknown> = {};
  for (const name of names) {
    Object.defineProperty(read, name, {
      enumerable: true,
      get: () => {
        const value = values[name];
        const [misspelt] = value === undefined ? nearNames(name, others) : [];
        if (misspelt !== undefined) throw new UnreadableValue(finding("misspelt", { name, given: misspelt }));
        if (isPromise(value)) throw new UnreadableValue(finding("promise", { name }));
        return value;
      },
    });
  }
  return read;
}
