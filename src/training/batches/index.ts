/** Data on its way into training: checked against the model, and cut into batches. */
export type { Batch, BatchSource } from "./batch";
export { type Batches, batchesOf, DEFAULT_BATCH_SIZE } from "./batchSource";
export { type BatchedData, isBatchedData } from "./datasetBatches";
export { Epochs } from "./epochs";
export type { ModelData, NumberArray, TensorData } from "./modelData";
