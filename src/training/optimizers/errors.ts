import { TrainbookError } from "../../trainbookError";

/** An optimizer that cannot be, or cannot do, as it was asked. */
export class OptimizerError extends TrainbookError {}
