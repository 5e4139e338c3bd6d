/** TypeScript functions that are compiled into TensorFlow graphs. */
import "./fused";

export { everyCall, hostNumber, isTracing, outsideOfTraces } from "./duringTrace";
export { type TfFunction, type TfFunctionOptions, tfFunction } from "./tfFunction";
export { TracingError } from "./tracingError";
