import { TrainbookError } from "../../trainbookError";

/** Options of a metric that mean nothing, what it cannot be computed from, or a result that is not one number. */
export class MetricError extends TrainbookError {}
