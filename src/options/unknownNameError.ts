import { TrainbookError } from "../trainbookError";
import { nearNames } from "./nearNames";

/** A name that nothing has: of a loss, a metric, an optimizer, an option, a hook. */
export class UnknownNameError extends TrainbookError {
  /** @param kind what the name should be of, such as `loss`. */
  constructor(kind: string, name: string, known: readonly string[]) {
    const near = nearNames(name, known);
    const quoted = (names: readonly string[]) => names.map((one) => `"${one}"`).join(", ");
    super(`there is no ${kind} "${name}".`, {
      cure: near.length > 0 ? `did you mean ${quoted(near)}?` : `there are ${known.join(", ")}`,
    });
  }
}
