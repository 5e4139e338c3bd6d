/** Errors that the server itself tells of, in the form that a cell's errors have. */
import type { CellError } from "../cellError";
import { red } from "../textStyle";

/** The error of a cell that was interrupted before it ran; it reads like that of a running one. */
export function interruptedError(): CellError {
  return errorNamed("KeyboardInterrupt", "the cell was interrupted");
}

/** A request that this kernel does not answer. */
export function unsupportedRequest(type: string): CellError {
  return errorNamed("UnsupportedRequest", `this kernel does not answer ${type}`);
}

/** The error for a defect of the kernel itself. */
export function defect(error: unknown): CellError {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return errorNamed(name, message);
}

function errorNamed(ename: string, evalue: string): CellError {
  return { ename, evalue, traceback: [`${red(ename)}: ${evalue}`] };
}
