/**
 * The data of a grading. They belong to the grader: a graded notebook is given the training images and a part of the
 * test images, and the judge keeps the rest.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import {
  type DatasetName,
  type DatasetSourceKind,
  drawGarments,
  type ImageSplit,
  type ReadDataset,
  readDataset,
} from "../../data";

export interface GradedDataset {
  given: ReadDataset;
  /** Test images that no notebook is given. */
  kept: ImageSplit;
}

export interface GradedDatasetOptions {
  /** The source that the grader's own environment has. Defaults to the first that has it, as for a learner. */
  source?: DatasetSourceKind;
  /** The seed of drawn garments that are kept: another for each grading, since a notebook can draw, too. */
  keptSeed: number;
}

export async function gradedDataset(
  name: DatasetName,
  { source, keptSeed }: GradedDatasetOptions,
): Promise<GradedDataset> {
  const dataset = await readDataset(name, { source });
  if (!dataset.source.isReal)
    return { given: dataset, kept: drawGarments({ seed: keptSeed, trainPerClass: 0 }).test };
  const { test } = dataset;
  return {
    given: { ...dataset, test: everyOther(test, 0) },
    kept: everyOther(test, 1),
  };
}

function everyOther({ images, labels, count, rows, columns }: ImageSplit, first: 0 | 1): ImageSplit {
  const size = rows * columns;
  const chosen = Array.from({ length: count }, (_, at) => at).filter((at) => at % 2 === first);
  const taken = new Uint8Array(chosen.length * size);
  for (const [to, at] of chosen.entries()) taken.set(images.subarray(at * size, (at + 1) * size), to * size);
  return {
    images: taken,
    labels: Uint8Array.from(chosen, (at) => labels[at] as number),
    count: chosen.length,
    rows,
    columns,
  };
}

// As a folder -----------------------------------------------------------------------------------------------

const splits = ["train", "test"] as const;

/** Writes what a notebook is given, for the process that runs it. */
export function writeGiven({ name, source, ...dataset }: ReadDataset, folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "dataset.json"), JSON.stringify({ name, source }));
  for (const split of splits) {
    writeFileSync(path.join(folder, `${split}-images`), dataset[split].images);
    writeFileSync(path.join(folder, `${split}-labels`), dataset[split].labels);
  }
}

export function readGiven(folder: string): ReadDataset {
  const { name, source } = JSON.parse(readFileSync(path.join(folder, "dataset.json"), "utf8"));
  const [train, test] = splits.map((split): ImageSplit => {
    const labels = readFileSync(path.join(folder, `${split}-labels`));
    const images = readFileSync(path.join(folder, `${split}-images`));
    return { images, labels, count: labels.length, rows: 28, columns: 28 };
  }) as [ImageSplit, ImageSplit];
  return { name, source, train, test };
}
