/** The steps that a model takes on one batch. */
export { computeLoss, computeMetrics } from "./compiledMeasures";
export { applyConstraints } from "./constraints";
export { forward } from "./forward";
export { predictFunction } from "./predictFunction";
export { StepFunction } from "./stepFunction";
