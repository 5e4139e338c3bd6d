/** What changes tfjs's behaviour (patches/, one reason a file), and typed views of what tfjs keeps private. Importing it applies the patches. */
import "./kernels";
import "./patches/frozenLayers";
import "./patches/forgottenOptions";
import "./patches/nonDifferentiable";
import "./patches/savedOutputs";
import "./patches/outputLists";
import "./patches/broadcastGradients";
import "./patches/mirrorPadGradient";
import "./patches/gradientsOfGradients";
import "./patches/resizeGradients";
import "./patches/missingGradients";
import "./patches/einsumGradient";
import "./patches/dilatedConvolutions";
import "./patches/cumulativeGradients";
import "./patches/applyLayers";
import "./patches/callModels";
import "./patches/batchNormalization";
import "./patches/statefulLayers";
import "./patches/summary";
import "./patches/summaryHistogram";

export { addedLosses, clearLossesOfModel, noteLossesOfModel } from "./addedLosses";
export type { CompiledByTfjs, TensorFunction } from "./compiledModel";
export { isTfjsLoss, isTfjsMetric } from "./knownNames";
export { makesMasks } from "./layerMasks";
export type { BatchNormalization, CallArguments, LayerPrivates, Regularizer } from "./layerPrivates";
export { prototypeOf } from "./layerPrivates";
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
export { type TapeEngine, tapeEngine } from "./tapeEngine";
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
