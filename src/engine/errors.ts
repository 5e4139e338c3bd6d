/** The errors of the engine: no library, a library that will not load, an operation that TensorFlow refuses. */
import { TrainbookError } from "../trainbookError";

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

  constructor(operation: string, code: number, message: string) {
    const name = statusCodeNames[code] ?? `code ${code}`;
    super(`${operation}: ${message} (TensorFlow: ${name})`);
    this.code = name;
    this.operation = operation;
  }
}
