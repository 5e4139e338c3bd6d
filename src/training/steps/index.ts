/** What happens to one batch. */
export { computeLoss, computeMetrics, type Measured } from "./compiledMeasures";
export { applyConstraints } from "./constraints";
export { forward } from "./forward";
export { predictFunction } from "./predictFunction";
export { StepFunction } from "./stepFunction";
