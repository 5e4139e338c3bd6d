/** Models in files. */
export { loadModel, loadWeights, saveModel, saveWeights } from "./saveModel";
