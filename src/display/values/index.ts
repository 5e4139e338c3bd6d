/** Values as people want to see them. */
export { cut } from "./cut";
export { isModel, modelBundle } from "./modelSummary";
export { plainText } from "./plainText";
export { tableOf } from "./table";
export { tableBundle } from "./tableBundle";
export { isTensor, type TensorLike, tensorText } from "./tensorText";
