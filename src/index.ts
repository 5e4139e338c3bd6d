/** trainbook's public API. */
import "./engine/register";

export { datasets } from "./data";
export { AUTOTUNE, Dataset, DatasetError } from "./data/pipeline";
export { Comm, CommError, clearOutput, comm, display } from "./display";
export { LibraryLoadError, LibraryNotFoundError, setSeed, TensorFlowError } from "./engine";
export { type CheckedExercise, check } from "./grading";
export { plot } from "./plotting";
export { TrainbookError } from "./trainbookError";
export {
  evaluate,
  type FitOptions,
  fit,
  History,
  type InferenceOptions,
  OptimizerError,
  type OptimizerOptions,
  optimizers,
  predict,
  Schedule,
  ScheduleError,
  schedules,
} from "./training";
