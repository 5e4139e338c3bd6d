/** Training, evaluation and prediction, batch after batch. */
export { type EvaluateOptions, evaluate } from "./evaluate";
export { type FitOptions, fit } from "./fit";
export type { ValidationData } from "./fitData";
export { type PredictOptions, predict } from "./predict";
