/**
 * The data room: the course's two datasets, and where they come from.
 *
 * Learners call `datasets.mnist.loadData()`. Commands and grading use the functions, none of which needs TensorFlow.
 */
export { assignDataset } from "./assignedDataset";
export type { CatalogueEntry, DatasetName } from "./catalogue";
export type { DatasetSource, DatasetSourceKind } from "./datasetSource";
export { datasets, type LabelledImages, type LoadableDataset, type LoadDataOptions } from "./datasets";
export { DatasetFileError, DatasetFolderError, DownloadError } from "./errors";
export {
  type FetchDatasetOptions,
  type FetchedDataset,
  type FetchProgress,
  fetchDataset,
} from "./fetchDataset";
export { drawGarments } from "./garments/drawnGarments";
export type { ImageDataset, ImageSplit } from "./imageSplit";
export { type DatasetInspection, type InspectedFile, inspectDataset } from "./inspectDataset";
export { type ReadDataset, type ReadDatasetOptions, readDataset } from "./readDataset";
