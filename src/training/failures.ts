/** Errors of operations, told from those that say already what to do. */
import { isTensorFlowError } from "../engine";
import { TrainbookError } from "../trainbookError";

/** Whether the error is one of trainbook's own sentences, and not TensorFlow's or tfjs's. */
export const isOurs = (error: unknown): boolean =>
  error instanceof TrainbookError && !isTensorFlowError(error);

/** The first line of an error's message, without TensorFlow's error code and without a cure that others know better. */
export const firstLine = ({ message }: Error): string =>
  (message.split("\n")[0] as string).replace(/ \(TensorFlow: \w+\)$/, "").replace(/\.$/, "");

/** Whether an operation has refused the shapes that it was given. */
export const isAboutShapes = (error: unknown): error is Error =>
  isTensorFlowError(error)
    ? error.code === "INVALID_ARGUMENT"
    : error instanceof Error && /shape|broadcast|rank|dimension/i.test(error.message);
