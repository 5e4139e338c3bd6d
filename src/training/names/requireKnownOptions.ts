import { UnknownNameError } from "./unknownNameError";

/**
 * An option that is misspelt would be no option at all, in silence.
 *
 * @param what whose options they are, such as `fit`.
 * @throws {UnknownNameError} with the names that are near.
 */
export function requireKnownOptions(what: string, options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new UnknownNameError(`option of ${what}`, unknown, known);
}
