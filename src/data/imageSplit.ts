/** A split of an image dataset as plain bytes, and the strict check that makes one from two IDX arrays. */
import type { DatasetName } from "./catalogue";
import { DatasetFileError } from "./errors";
import type { IdxArray } from "./idx";

/** The images and labels of one split, training or test. */
export interface ImageSplit {
  /** `count × rows × columns` bytes, 0 is background and 255 the brightest. */
  images: Uint8Array;
  /** `count` bytes, 0 to 9. */
  labels: Uint8Array;
  count: number;
  rows: 28;
  columns: 28;
}

/** A whole dataset as plain bytes. */
export interface ImageDataset {
  name: DatasetName;
  train: ImageSplit;
  test: ImageSplit;
}

const side = 28;
const classes = 10;

/**
 * Joins images and labels to a split.
 *
 * @throws DatasetFileError naming the file at fault when images are not 28×28, a label is not 0 to 9, there are no
 *   images, or there are not as many labels as images
 */
export function joinSplit(
  images: IdxArray & { file: string },
  labels: IdxArray & { file: string },
  { cure }: { cure: string },
): ImageSplit {
  const [count = 0, rows, columns] = images.shape;
  if (rows !== side || columns !== side) {
    throw new DatasetFileError(images.file, `found images of ${rows}×${columns}, expected 28×28`, { cure });
  }
  if (count === 0) throw new DatasetFileError(images.file, "found no images, expected at least 1", { cure });
  if (labels.values.length !== count) {
    const problem = `found ${labels.values.length} labels, expected ${count}, one for each image of ${images.file}`;
    throw new DatasetFileError(labels.file, problem, { cure });
  }
  const stray = labels.values.findIndex((label) => label >= classes);
  if (stray >= 0) {
    const problem = `found label ${labels.values[stray]} at position ${stray}, expected 0 to 9`;
    throw new DatasetFileError(labels.file, problem, { cure });
  }
  return { images: images.values, labels: labels.values, count, rows: side, columns: side };
}
