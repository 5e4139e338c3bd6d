/** An error as Jupyter shows it, made from whatever code has thrown. */
import { inspect } from "node:util";
import type { CellError } from "../cellError";

export function describeThrown(thrown: unknown): CellError {
  const error = thrown as Error;
  if (!(thrown instanceof Error))
    return { ename: "Thrown", evalue: inspect(thrown), traceback: [inspect(thrown)] };
  return { ename: error.name, evalue: error.message, traceback: [error.stack ?? ""] };
}
