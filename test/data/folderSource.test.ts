import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { DatasetFileError, DatasetFolderError } from "../../src/data/errors";
import { readFolder } from "../../src/data/folderSource";
import { SeededRandom } from "../../src/engine";
import { idxBytes, newFolder, removeFolders, smallDataset, writeFiles } from "./smallDataset";

const trainImages = "train-images-idx3-ubyte.gz";
const trainLabels = "train-labels-idx1-ubyte.gz";
const testImages = "t10k-images-idx3-ubyte.gz";
const testLabels = "t10k-labels-idx1-ubyte.gz";

const dataset = smallDataset();
const unknown = smallDataset({ seed: 99 });

afterAll(removeFolders);

/** A folder with a dataset's files directly in it. */
function folderOf({ files } = dataset): string {
  const folder = newFolder();
  writeFiles(folder, files);
  return folder;
}

function replace(folder: string, name: string, bytes: Uint8Array): string {
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  return file;
}

describe("readFolder", () => {
  it("reads gzipped files that lie directly in the folder, and knows them", async () => {
    const folder = folderOf();
    const read = await readFolder(dataset.entry, folder);
    expect(read).toMatchObject({ folder, verified: true });
    expect([read.train.count, read.test.count]).toEqual([60, 20]);
  });

  it("reads files that are not gzipped, and knows MNIST's", async () => {
    const folder = newFolder();
    writeFiles(folder, dataset.files, { gzipped: false });
    expect(await readFolder(dataset.entry, folder)).toMatchObject({ verified: true });
  });

  it("prefers the folder that has the dataset's name", async () => {
    const root = folderOf(smallDataset({ seed: 3 }));
    const own = path.join(root, "mnist");
    writeFiles(own, dataset.files);
    expect(await readFolder(dataset.entry, root)).toMatchObject({ folder: own, verified: true });
  });

  it("gives the images' bytes and the labels in their order", async () => {
    const { train } = await readFolder(dataset.entry, folderOf());
    const images = gunzipSync(dataset.files.get(trainImages) as Buffer);
    const labels = gunzipSync(dataset.files.get(trainLabels) as Buffer);
    expect(Buffer.from(train.images).equals(images.subarray(16))).toBe(true);
    expect(Buffer.from(train.labels).equals(labels.subarray(8))).toBe(true);
  });

  it("takes files of unknown checksum that are sound, and does not call them verified", async () => {
    expect(await readFolder(dataset.entry, folderOf(unknown))).toMatchObject({ verified: false });
  });

  it("refuses a folder that does not exist, and says how to go on", async () => {
    const folder = path.join(newFolder(), "nowhere");
    await expect(readFolder(dataset.entry, folder)).rejects.toThrow(
      `TRAINBOOK_DATA: ${folder} does not exist\n  → set TRAINBOOK_DATA to a folder that holds mnist/`,
    );
  });

  it("refuses a file in place of a folder", async () => {
    const file = replace(newFolder(), "file", Buffer.from("x"));
    await expect(readFolder(dataset.entry, file)).rejects.toThrow(`TRAINBOOK_DATA: ${file} is not a folder`);
  });

  it("names every file that is missing", async () => {
    const folder = folderOf();
    for (const name of [trainLabels, testLabels]) rmSync(path.join(folder, name));
    const reading = readFolder(dataset.entry, folder);
    await expect(reading).rejects.toThrow(DatasetFolderError);
    await expect(reading).rejects.toThrow(
      `MNIST is not complete in ${folder}: no ${trainLabels} (or without .gz), ${testLabels} (or without .gz)`,
    );
  });

  it("refuses the test files under the training files' names, and says what they are", async () => {
    const folder = folderOf();
    replace(folder, trainImages, dataset.files.get(testImages) as Buffer);
    replace(folder, trainLabels, dataset.files.get(testLabels) as Buffer);
    await expect(readFolder(dataset.entry, folder)).rejects.toThrow(
      `${path.join(folder, trainImages)}: found MNIST's t10k-images-idx3-ubyte (by its MD5), ` +
        "expected MNIST's train-images-idx3-ubyte",
    );
  });

  it("refuses labels in place of images", async () => {
    const folder = folderOf(unknown);
    const file = replace(folder, trainImages, unknown.files.get(trainLabels) as Buffer);
    await expect(readFolder(dataset.entry, folder)).rejects.toThrow(
      `${file}: found labels (1 dimension), expected images (3 dimensions)`,
    );
  });

  it("refuses a gzipped file that breaks off", async () => {
    const folder = folderOf(unknown);
    const whole = readFileSync(path.join(folder, testImages));
    const file = replace(folder, testImages, whole.subarray(0, whole.length - 50));
    await expect(readFolder(dataset.entry, folder)).rejects.toThrow(`${file}: damaged: `);
    await expect(readFolder(dataset.entry, folder)).rejects.toThrow("unexpected end of file");
  });

  it("refuses a gzipped file whose own checksum fails", async () => {
    const folder = folderOf(unknown);
    const bytes = Buffer.from(unknown.files.get(testLabels) as Buffer);
    bytes[bytes.length - 8] = (bytes.at(-8) as number) ^ 1;
    replace(folder, testLabels, bytes);
    await expect(readFolder(dataset.entry, folder)).rejects.toThrow("incorrect data check");
  });

  it("refuses a label above 9, with its position", async () => {
    const folder = folderOf(unknown);
    const labels = new Array(20).fill(3);
    labels[7] = 10;
    const file = replace(folder, testLabels, gzipSync(idxBytes([20], labels)));
    await expect(readFolder(dataset.entry, folder)).rejects.toThrow(
      `${file}: found label 10 at position 7, expected 0 to 9`,
    );
  });

  it("refuses as many labels as do not fit the images", async () => {
    const folder = folderOf(unknown);
    const file = replace(folder, testLabels, gzipSync(idxBytes([21], new Array(21).fill(3))));
    await expect(readFolder(dataset.entry, folder)).rejects.toThrow(
      `${file}: found 21 labels, expected 20, one for each image of ${path.join(folder, testImages)}`,
    );
  });

  it("refuses images that are not 28×28", async () => {
    const folder = folderOf(unknown);
    const file = replace(folder, testImages, gzipSync(idxBytes([20, 32, 32], new Array(20_480).fill(1))));
    await expect(readFolder(dataset.entry, folder)).rejects.toThrow(
      `${file}: found images of 32×32, expected 28×28`,
    );
  });

  it("refuses a file without images", async () => {
    const folder = folderOf(unknown);
    replace(folder, testImages, gzipSync(idxBytes([0, 28, 28], [])));
    replace(folder, testLabels, gzipSync(idxBytes([0], [])));
    await expect(readFolder(dataset.entry, folder)).rejects.toThrow("found no images, expected at least 1");
  });

  it("never takes a known gzipped file with one bit changed for the published one", async () => {
    const seed = 17;
    const random = new SeededRandom(seed);
    const folder = folderOf();
    const whole = dataset.files.get(testImages) as Buffer;
    for (let trial = 0; trial < 60; trial++) {
      const bytes = Buffer.from(whole);
      // The first ten bytes are gzip's header: a changed time stamp changes no image.
      const position = Math.floor(random.between(10, bytes.length));
      bytes[position] = (bytes[position] as number) ^ (1 << (trial % 8));
      replace(folder, testImages, bytes);
      const outcome = await readFolder(dataset.entry, folder).then(
        ({ verified }) => (verified ? "verified" : "unverified"),
        (error: unknown) => (error instanceof DatasetFileError ? "refused" : String(error)),
      );
      expect({ seed, trial, position, outcome }).toEqual({ seed, trial, position, outcome: "refused" });
    }
  });
});
