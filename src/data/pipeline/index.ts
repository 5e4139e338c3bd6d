/** The input pipeline. It stands apart from the rest of this room because it needs TensorFlow. */
export type { BatchOptions } from "./batch";
export { Dataset, type Mapped, type Sliced, type TensorStructure } from "./dataset";
export { DatasetError } from "./errors";
export { AUTOTUNE } from "./prefetch";
export type { ShuffleOptions } from "./shuffle";
