/** trainbook's public API. */
import "./engine/register";

export { type CourseProgress, type NotebookProgress, progress } from "./course";
export { datasets } from "./data";
export { AUTOTUNE, Dataset, DatasetError } from "./data/pipeline";
export { Comm, CommError, clearOutput, comm, display } from "./display";
export {
  DisposedTensorError,
  LibraryLoadError,
  LibraryNotFoundError,
  setSeed,
  TensorFlowError,
  TracedTensorError,
} from "./engine";
export { type CheckedExercise, check } from "./grading";
export {
  type Explanation,
  mixedPrecision,
  type Policy,
  PolicyError,
  type PolicyName,
  type TfFunction,
  TracingError,
  tfFunction,
} from "./graph";
export { live } from "./live";
export { OptionError, UnknownNameError } from "./options";
export { plot, vis } from "./plotting";
export { ModelFileError } from "./saving";
export { TrainbookError } from "./trainbookError";
export {
  type BatchedData,
  Callback,
  type CallbackChoices,
  CallbackError,
  type CallbackState,
  type CallOptions,
  CompileError,
  type CompileOptions,
  CustomStepError,
  type CustomSteps,
  call,
  callbacks,
  computeLoss,
  computeMetrics,
  type EvaluateOptions,
  evaluate,
  type FitOptions,
  fit,
  GradientError,
  gradientTape,
  History,
  type Logs,
  Loss,
  LossError,
  loadModel,
  loadWeights,
  losses,
  type Measured,
  Metric,
  MetricError,
  type ModelData,
  ModelNotCompiledError,
  MonitorError,
  metrics,
  OptimizerError,
  type OptimizerOptions,
  optimizers,
  type PredictOptions,
  predict,
  Schedule,
  ScheduleError,
  type StepData,
  type StepLogs,
  saveModel,
  saveWeights,
  schedules,
  type Tape,
  type TapeSources,
  type TapeVariables,
  TrainingDataError,
  TrainingInProgressError,
  type ValidationData,
} from "./training";
