/** TypeScript functions that are compiled into TensorFlow graphs. */
import "./layerWeights";

export { CompiledStep } from "./compiledStep";
export { type DryRun, dryRuns } from "./dryRun";
export { everyCall, hostNumber, inPart, isTracing, outsideOfTraces, type Rows } from "./duringTrace";
export type { Explanation, GraphExplanation, OperationCost } from "./explanation";
export { sparseSoftmaxCrossentropy } from "./fused";
export {
  globalPolicy,
  keptInFloat32,
  mixedPrecision,
  type Policy,
  PolicyError,
  type PolicyName,
} from "./mixedPrecision";
export { isOnGpu } from "./nodeBackend";
export { isTfFunction, type TfFunction, type TfFunctionOptions, tfFunction } from "./tfFunction";
export { TracingError } from "./tracingError";
export { applyWhere, isTrainOptimizer } from "./trainOptimizers";
export { gradientsApplied, listenToUpdates, type VariableUpdate } from "./updateListener";
