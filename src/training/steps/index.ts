/** What happens to one batch. */
export { applyConstraints } from "./constraints";
export { forward } from "./forward";
export { Results } from "./results";
export { type StepFunction, trainStepFunction } from "./stepFunctions";
export { testStep } from "./testStep";
