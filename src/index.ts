/** trainbook's public API. */
import "./engine/register";

export { LibraryLoadError, LibraryNotFoundError, TensorFlowError } from "./engine";
export { TrainbookError } from "./trainbookError";
