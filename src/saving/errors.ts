import { TrainbookError } from "../trainbookError";

/** A file that is no model, is damaged, or holds what cannot be read; a model that a file cannot hold. */
export class ModelFileError extends TrainbookError {}
