/** Values as people want to see them. */
export { cut, plainText } from "./plainText";
export { isTable, tableBundle } from "./table";
export { isTensor, type TensorLike, tensorText } from "./tensorText";
