/** Small datasets of the published form, with checksums of their own, for tests of what handles the large ones. */
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { type CatalogueEntry, catalogue, type DatasetName, type FileRole } from "../../src/data/catalogue";
import { SeededRandom } from "../../src/engine";

/** A catalogue entry, and the gzipped files that it describes, by name. */
export interface SmallDataset {
  entry: CatalogueEntry;
  files: Map<string, Buffer>;
}

/** An IDX file of unsigned bytes. */
export function idxBytes(shape: number[], values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * shape.length + values.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x800 | shape.length);
  for (const [axis, size] of shape.entries()) view.setUint32(4 + 4 * axis, size);
  bytes.set(Array.from(values), 4 + 4 * shape.length);
  return bytes;
}

/** Makes a dataset of random pixels; another seed gives other files. */
export function smallDataset({
  name = "mnist",
  trainCount = 60,
  testCount = 20,
  seed = 7,
  mirrors = [],
}: {
  name?: DatasetName;
  trainCount?: number;
  testCount?: number;
  seed?: number;
  mirrors?: string[];
} = {}): SmallDataset {
  const random = new SeededRandom(seed);
  const byte = () => Math.floor(random.between(0, 256));
  const images = (count: number) => idxBytes([count, 28, 28], Array.from({ length: count * 784 }, byte));
  const labels = (count: number) =>
    idxBytes(
      [count],
      Array.from({ length: count }, () => byte() % 10),
    );
  const contents: Record<FileRole, Uint8Array> = {
    trainImages: images(trainCount),
    trainLabels: labels(trainCount),
    testImages: images(testCount),
    testLabels: labels(testCount),
  };
  const original = catalogue[name];
  const files = new Map<string, Buffer>();
  const described = original.files.map((file) => {
    const unpacked = contents[file.role];
    const gzipped = gzipSync(unpacked);
    files.set(file.name, gzipped);
    return {
      ...file,
      md5: md5(original.checksumOf === "unpacked" ? unpacked : gzipped),
      unpackedBytes: unpacked.length,
    };
  });
  return { entry: { ...original, files: described, mirrors }, files };
}

/** Writes files into a folder, gzipped or not. */
export function writeFiles(folder: string, files: Map<string, Buffer>, { gzipped = true } = {}): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of files) {
    if (gzipped) writeFileSync(path.join(folder, name), bytes);
    else writeFileSync(path.join(folder, name.replace(/\.gz$/, "")), gunzipSync(bytes));
  }
}

const folders: string[] = [];

/** A new empty folder, removed by removeFolders. */
export function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "trainbook-data-"));
  folders.push(folder);
  return folder;
}

/** Removes what newFolder made. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export function md5(bytes: Uint8Array): string {
  return createHash("md5").update(bytes).digest("hex");
}
