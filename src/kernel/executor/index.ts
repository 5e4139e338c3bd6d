/** The executor as the server sees it: the process in which the learner's code runs. */
export { type ExecutorEnd, ExecutorProcess, type ExecutorProcessOptions } from "./executorProcess";
export type {
  CommMessage,
  ExecutorMessage,
  ExecutorRequest,
  ExpressionResult,
  RunRequest,
  RuntimeProperty,
} from "./messages";
