import { inWords } from "../callable";
import { CallbackError } from "./callback";

/**
 * Python names all arguments; here the path comes first, and is no option.
 *
 * @param example of the arguments.
 * @throws {CallbackError} for anything else.
 */
export function requirePath(callback: string, given: unknown, example: string): void {
  if (typeof given === "string" && given !== "") return;
  throw new CallbackError(
    `callbacks.${callback}: the first argument must be a path, found ${given === "" ? "an empty one" : inWords(given)}.`,
    { cure: `new callbacks.${callback}(${example})` },
  );
}
