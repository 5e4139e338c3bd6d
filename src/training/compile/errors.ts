import { TrainbookError } from "../../trainbookError";

/** `model.compile` was given what does not fit the model, or a name that nothing has. */
export class CompileError extends TrainbookError {}

/** Puts tfjs's own words into the message as well: programs that were written for tfjs match them. */
export function inTfjsWordsToo(error: TrainbookError, words: string): TrainbookError {
  const { message, stack } = error;
  const [first = "", ...rest] = message.split("\n");
  error.message = [first, `  (${words})`, ...rest].join("\n");
  if (stack) error.stack = stack.replace(message, () => error.message);
  return error;
}
