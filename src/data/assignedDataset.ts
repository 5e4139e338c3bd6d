/** Datasets that come before all sources: while exercises are graded, the data are the grader's. */
import type { DatasetName } from "./catalogue";
import type { ReadDataset } from "./readDataset";

const assigned = new Map<DatasetName, ReadDataset>();

/** From now on every load of this dataset gives this one, whatever source is asked for. */
export function assignDataset(dataset: ReadDataset): void {
  assigned.set(dataset.name, dataset);
}

export const assignedDataset = (name: DatasetName): ReadDataset | undefined => assigned.get(name);
