/** Models in files. */
import "./extendLoad";
import "./extendSave";

export { compileToMeasure, measuresOf } from "./compileConfig";
export { loadModel, loadWeights, saveModel, saveWeights } from "./saveModel";
