/** Models in files. */
import "./extendSave";

export { loadModel, loadWeights, saveModel, saveWeights } from "./saveModel";
