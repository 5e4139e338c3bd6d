/** Training: compile by Keras's names, fit, evaluate, predict, and the parts of custom training loops. */
import "./abandonedTapes";
import "./dataForTfjs";
import "./growingModels";
import "../tfjs";

export { UnknownNameError } from "../options";
export type { BatchedData, ModelData, NextBatch, NumberArray, TensorData } from "./batches";
export { type CallOptions, call } from "./call";
export {
  Callback,
  type CallbackChoices,
  CallbackError,
  type CallbackState,
  callbacks,
  MonitorError,
} from "./callbacks";
export { CompileError, type CompileOptions } from "./compile";
export { CustomStepError, type CustomSteps, type StepData, type StepLogs } from "./customSteps";
export { ModelNotCompiledError, TrainingDataError, TrainingInProgressError } from "./errors";
export { GradientError, gradientTape, type Tape, type TapeSources, type TapeVariables } from "./gradientTape";
export { History } from "./history";
export type { Logs } from "./logs";
export {
  type EvaluateOptions,
  evaluate,
  type FitOptions,
  fit,
  type PredictOptions,
  predict,
  type ValidationData,
} from "./loops";
export { Loss, LossError, type LossName, losses } from "./losses";
export type { Measured } from "./measured";
export { Metric, MetricError, type MetricName, metrics } from "./metrics";
export { compileToMeasure, loadModel, loadWeights, measuresOf, saveModel, saveWeights } from "./modelFiles";
export {
  KerasOptimizer,
  OptimizerError,
  type OptimizerName,
  type OptimizerOptions,
  optimizers,
} from "./optimizers";
export type { Verbosity } from "./progressBar";
export { Schedule, ScheduleError, schedules } from "./schedules";
export { computeLoss, computeMetrics } from "./steps";
export { type TrainingRecord, type WitnessedTraining, witnessTrainings } from "./witness";
