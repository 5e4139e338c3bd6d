/** Data on its way into training: checked against the model, and cut into batches. */
export {
  type Batch,
  type BatchOfRows,
  type BatchSource,
  isOfRows,
  type NextBatch,
  withTensors,
} from "./batch";
export { type Batches, batchesOf, DEFAULT_BATCH_SIZE } from "./batchSource";
export { type BatchedData, isBatchedData } from "./datasetBatches";
export { Epochs } from "./epochs";
export { executions } from "./executions";
export { requireInputsFit, withRankOf } from "./inputShapes";
export { type ModelData, type NumberArray, type TensorData, tensorsFor } from "./modelData";
export type { SampleWeights } from "./sampleWeights";
export type { TrainedOutput } from "./targetsFit";
