import { TrainbookError } from "../../trainbookError";

/** `model.compile` was given what does not fit the model, or a name that nothing has. */
export class CompileError extends TrainbookError {}
