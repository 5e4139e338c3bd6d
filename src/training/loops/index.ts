/** Training, evaluation and prediction, batch after batch. */
export { type EvaluateOptions, evaluate } from "./evaluate";
export { type FitOptions, fit, type ValidationData } from "./fit";
export { type PredictOptions, predict } from "./predict";
