/** Training: compile by Keras's names, fit, evaluate, predict. */
import "./compile";

export { ModelNotCompiledError, TrainingDataError } from "./errors";
export { evaluate, type InferenceOptions, predict } from "./evaluate";
export { type FitOptions, fit } from "./fit";
export { History, type Logs } from "./history";
export {
  KerasOptimizer,
  OptimizerError,
  type OptimizerOptions,
  optimizers,
} from "./optimizers";
export type { Verbosity } from "./progress";
export { Schedule, ScheduleError, schedules } from "./schedules";
export type { Tensors } from "./trainingData";
