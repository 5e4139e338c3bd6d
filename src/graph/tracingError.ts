import { TrainbookError } from "../trainbookError";

/** Something that a traced function cannot do, or a call that it cannot be given. */
export class TracingError extends TrainbookError {}
