/** The engine: TensorFlow's library found, loaded and put under tfjs-node-gpu. */

export type { OpAttribute } from "./attributes";
export { attributeTypes } from "./attributes";
export { type BindingLink, inspectBindingLink, linkBinding } from "./bindingLink";
export type { TensorHandle } from "./cApi";
export type { ComputeDtype, Threads } from "./configProto";
export { describeRuntime } from "./describeRuntime";
export { DisposedTensorError, scopeNames } from "./disposedTensors";
export { isTensorFlowError, LibraryLoadError, LibraryNotFoundError, TensorFlowError } from "./errors";
export type { FunctionGraph } from "./functionGraph";
export {
  cacheFolder,
  environmentExecutable,
  environmentFolder,
  isCheckout,
  packageRoot,
  packageVersion,
  sitePackages,
} from "./installation";
export { javaScriptBackendCost } from "./javaScriptBackend";
export type { NodeBinding } from "./nodeBinding";
export { cureForOperation } from "./operationCures";
export { bytesField, doubleField, intField, message } from "./protobuf";
export type { Device } from "./runtime";
export { randomState, restoreRandomState, setSeed } from "./seed";
export { SeededRandom } from "./seededRandom";
export {
  findTensorFlow,
  platformHasWheel,
  type TensorFlowLibrary,
  tensorFlowVersion,
} from "./tensorFlowLibrary";
export { tfjsNodePackage } from "./tfjsNodePackage";

export { type BindingTensor, isTraced, type TracedTensor, TracedTensorError, type Tracer } from "./tracing";
