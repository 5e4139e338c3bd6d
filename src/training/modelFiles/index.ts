/** Models in files. */
import "./extendLoad";
import "./extendSave";

export { loadModel, loadWeights, saveModel, saveWeights } from "./saveModel";
