/** One file of a dataset on disk: unpacked, known by its checksums, and refused where they are not the expected. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { type CatalogueEntry, type CatalogueFile, catalogue, type FileRole } from "./catalogue";
import { DatasetFileError } from "./errors";
import { type IdxArray, parseIdx } from "./idx";
import { type ImageDataset, joinSplit } from "./imageSplit";

/** A file as it was read. */
export interface DatasetFile {
  path: string;
  unpacked: Uint8Array;
  /** MD5 of the unpacked bytes, and of the gzipped ones where the file is gzipped. */
  md5: { unpacked: string; gzipped?: string };
}

/** A published file, and the dataset that it belongs to. */
export interface KnownFile {
  entry: CatalogueEntry;
  file: CatalogueFile;
}

const unpack = promisify(gunzip);

/**
 * Reads a file, and unpacks it when its first bytes are gzip's, whatever it is called.
 *
 * @throws DatasetFileError when it is gzipped but truncated or corrupted
 */
export async function readDatasetFile(path: string, { cure }: { cure: string }): Promise<DatasetFile> {
  const bytes = await readFile(path);
  if (!isGzipped(bytes)) return { path, unpacked: bytes, md5: { unpacked: md5(bytes) } };
  const gzipped = md5(bytes);
  const unpacked = await unpack(bytes).catch((cause: Error) => {
    const problem = `damaged: ${bytes.length} bytes with MD5 ${gzipped} cannot be unpacked (${cause.message})`;
    throw new DatasetFileError(path, problem, { cure, cause });
  });
  return { path, unpacked, md5: { unpacked: md5(unpacked), gzipped } };
}

/**
 * Reads a file that must be exactly the published one.
 *
 * @throws DatasetFileError naming both checksums when it is anything else
 */
export async function readPublishedFile(
  path: string,
  { entry, file }: KnownFile,
  { cure }: { cure: string },
): Promise<DatasetFile> {
  const expected = `expected MD5 ${file.md5} (${entry.checksumOf})`;
  const found = await readDatasetFile(path, { cure }).catch((error: unknown) => {
    if (!(error instanceof DatasetFileError)) throw error;
    throw new DatasetFileError(path, `${error.problem}, ${expected}`, { cure, cause: error.cause });
  });
  if (found.md5[entry.checksumOf] === file.md5) return found;
  const other = identify(found, [entry, ...Object.values(catalogue)]);
  const what = other ? `this is ${nameOf(other)}: found` : "damaged: found";
  const checksum = found.md5[entry.checksumOf] ?? `${found.md5.unpacked} (not gzipped)`;
  throw new DatasetFileError(path, `${what} MD5 ${checksum}, ${expected}`, { cure });
}

/** The published file that has these checksums, or undefined where they are unknown. */
export function identify(
  { md5 }: Pick<DatasetFile, "md5">,
  entries: readonly CatalogueEntry[],
): KnownFile | undefined {
  for (const entry of entries) {
    const file = entry.files.find((candidate) => candidate.md5 === md5[entry.checksumOf]);
    if (file) return { entry, file };
  }
  return undefined;
}

/** A published file in words: "MNIST's t10k-images-idx3-ubyte". */
export function nameOf({ entry, file }: KnownFile): string {
  return `${entry.title}'s ${file.name.replace(/\.gz$/, "")}`;
}

/**
 * Parses a dataset's four files, in the catalogue's order.
 *
 * @throws DatasetFileError when one is not what its role says, or images and labels do not fit together
 */
export function parseDataset(
  entry: CatalogueEntry,
  files: readonly DatasetFile[],
  { cure }: { cure: string },
): ImageDataset {
  const part = (role: FileRole) => {
    const index = entry.files.findIndex((file) => file.role === role);
    const file = files[index] as DatasetFile;
    return { ...parseFile(file, role, { cure }), file: file.path };
  };
  return {
    name: entry.name,
    train: joinSplit(part("trainImages"), part("trainLabels"), { cure }),
    test: joinSplit(part("testImages"), part("testLabels"), { cure }),
  };
}

/**
 * Parses one file as what its role says it is.
 *
 * @throws DatasetFileError when it is something else
 */
export function parseFile(file: DatasetFile, role: FileRole, { cure }: { cure: string }): IdxArray {
  const dimensions = role === "trainImages" || role === "testImages" ? 3 : 1;
  return parseIdx(file.unpacked, { dimensions, file: file.path, cure });
}

function md5(bytes: Uint8Array): string {
  return createHash("md5").update(bytes).digest("hex");
}

function isGzipped(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}
