/** Files of models: Keras's and tfjs's. */
import "./layers";

export { ModelFileError } from "./errors";
export { writeWhole } from "./files/atomicWrite";
export { floatInPython } from "./files/json";
export { readH5File, readWeightsFile, writeH5File, writeWeightsFile } from "./h5File";
export { modelToKeras } from "./keras/modelToKeras";
export type { Json, JsonObject } from "./keras/objects";
export { type ReadModel, readKerasFile, writeKerasFile } from "./kerasFile";
export type { NamedArray, SavedTraining } from "./training";
