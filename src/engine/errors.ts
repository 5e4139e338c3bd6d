/** The errors of the engine: no library, a library that will not load, an operation that TensorFlow refuses. */
import { TrainbookError } from "../trainbookError";
import { cureForOperation } from "./operationCures";

/** TensorFlow's library is not where set-up would have put it. */
export class LibraryNotFoundError extends TrainbookError {}

/** TensorFlow's library is there, and the system's loader refuses it. */
export class LibraryLoadError extends TrainbookError {}

/** The names of `TF_Code` (tensorflow/c/tf_status.h), indexed by their number. */
const statusCodeNames = [
  "OK",
  "CANCELLED",
  "UNKNOWN",
  "INVALID_ARGUMENT",
  "DEADLINE_EXCEEDED",
  "NOT_FOUND",
  "ALREADY_EXISTS",
  "PERMISSION_DENIED",
  "RESOURCE_EXHAUSTED",
  "FAILED_PRECONDITION",
  "ABORTED",
  "OUT_OF_RANGE",
  "UNIMPLEMENTED",
  "INTERNAL",
  "UNAVAILABLE",
  "DATA_LOSS",
  "UNAUTHENTICATED",
] as const;

/** An error that TensorFlow's runtime reported, with its own words. */
export class TensorFlowError extends TrainbookError {
  /** TensorFlow's name for the kind of error, such as `INVALID_ARGUMENT`. */
  readonly code: string;
  /** The operation or C function that failed, such as `MatMul`. */
  readonly operation: string;
  /** TensorFlow's own message. */
  declare readonly words: string;

  /**
   * @param what failed, as the message names it. @param code TensorFlow's number or name of the kind of error.
   * @param words TensorFlow's. @param more `operation` where `what` says more than its name.
   */
  constructor(
    what: string,
    code: number | string,
    words: string,
    { operation = what, ...how }: { operation?: string; cure?: string | undefined; cause?: unknown } = {},
  ) {
    const name = typeof code === "string" ? code : (statusCodeNames[code] ?? `code ${code}`);
    super(`${what}: ${words} (TensorFlow: ${name})`, { cure: cureForOperation(operation, words), ...how });
    this.code = name;
    this.operation = operation;
    // Not enumerable: the message has them.
    Object.defineProperty(this, "words", { value: words });
  }
}

/** Of any copy of the package: the binding that tfjs has loaded may be of another one. */
export const isTensorFlowError = (error: unknown): error is TensorFlowError =>
  error instanceof Error && error.name === "TensorFlowError" && "words" in error;
