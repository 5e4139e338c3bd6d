/**
 * Changes of tfjs's behaviour: kernels/ and gradients/ that it lacks, and patches/, one reason a file. Beside them, typed
 * views of what it keeps private. Importing it applies them all.
 */
import "./kernels";
import "./gradients";
import "./patches/frozenLayers";
import "./patches/forgottenOptions";
import "./patches/applyLayers";
import "./patches/callModels";
import "./patches/batchNormalization";
import "./patches/statefulLayers";
import "./patches/summary";
import "./patches/summaryHistogram";

export { addedLosses, clearLossesOfModel, noteLossesOfModel } from "./addedLosses";
export type { CompiledByTfjs, TensorFunction } from "./compiledModel";
export { type TapeEngine, tapeEngine } from "./gradients";
export { isTfjsLoss, isTfjsMetric } from "./knownNames";
export { makesMasks } from "./layerMasks";
export type { BatchNormalization, CallArguments, LayerPrivates, Regularizer } from "./layerPrivates";
export { layerPrototype, prototypeOf } from "./layerPrivates";
export { layerInCall } from "./layersInCall";
export { layersWithin } from "./layersWithin";
export { keepMaskOf, maskOf, setMask } from "./masks";
export { modelCall } from "./modelCall";
export {
  type Attributes,
  defineKernel,
  isDifferentiatedAgain,
  operation,
  operations,
  replaceKernel,
  runKernel,
  runsOnTensorFlow,
} from "./operation";
export { trainablePenalties } from "./patches/addLoss";
export { measuresBatches } from "./patches/batchNormalization";
export { type ForgottenOptions, restoreOptions } from "./patches/forgottenOptions";
export { recurrentSteps } from "./recurrentSteps";
export type {
  AdadeltaOfTfjs,
  AdagradOfTfjs,
  AdamaxOfTfjs,
  AdamOfTfjs,
  MomentumOfTfjs,
  RMSPropOfTfjs,
  SlotOfTfjs,
  TrainOptimizer,
} from "./trainOptimizers";
export { unsupportedMask } from "./unsupportedMasks";
