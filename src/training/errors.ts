/** The errors of training: calls that do not fit the model or the data. */
import { TrainbookError } from "../trainbookError";

/** A model that was not compiled, or was asked for what its compilation does not say. */
export class ModelNotCompiledError extends TrainbookError {}

/** Inputs and targets that do not belong together. */
export class TrainingDataError extends TrainbookError {}

/** A second training of a model, while the first still runs. */
export class TrainingInProgressError extends TrainbookError {}
