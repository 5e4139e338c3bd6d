/**
 * The first source: the learner's own files, in the folder that `TRAINBOOK_DATA` names. It holds `mnist/` and
 * `fashion-mnist/`, or the IDX files directly, gzipped or not.
 */
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { type CatalogueEntry, type CatalogueFile, catalogue } from "./catalogue";
import {
  type DatasetFile,
  identify,
  type KnownFile,
  nameOf,
  parseDataset,
  readDatasetFile,
} from "./datasetFile";
import { DatasetFileError, DatasetFolderError } from "./errors";
import type { ImageDataset } from "./imageSplit";

/** Said in every error about the learner's own files. */
export const folderCure = "mend the file, or unset TRAINBOOK_DATA to use the other sources";

/** A dataset's files in the learner's folder; a path is undefined where neither form of the file is there. */
export interface FolderFiles {
  folder: string;
  paths: { file: CatalogueFile; path: string | undefined }[];
}

/**
 * Finds a dataset's files under `root`, which may itself be the dataset's folder.
 *
 * @throws DatasetFolderError when `root` is not a folder
 */
export function findFolderFiles(entry: CatalogueEntry, root: string): FolderFiles {
  if (!existsSync(root) || !statSync(root).isDirectory()) {
    const problem = existsSync(root) ? "is not a folder" : "does not exist";
    throw new DatasetFolderError(`TRAINBOOK_DATA: ${root} ${problem}`, {
      cure: "set TRAINBOOK_DATA to a folder that holds mnist/ and fashion-mnist/, or unset it",
    });
  }
  const own = path.join(root, entry.name);
  const folder = existsSync(own) ? own : root;
  const paths = entry.files.map((file) => {
    const gzipped = path.join(folder, file.name);
    return { file, path: [gzipped, gzipped.replace(/\.gz$/, "")].find((candidate) => existsSync(candidate)) };
  });
  return { folder, paths };
}

/**
 * Reads and checks the learner's files.
 *
 * @returns the dataset, and whether every file is the published one by its checksum
 * @throws DatasetFolderError when the folder or a file is missing
 * @throws DatasetFileError when a file is damaged, or known to be another dataset's or another part's
 */
export async function readFolder(
  entry: CatalogueEntry,
  root: string,
): Promise<ImageDataset & { folder: string; verified: boolean }> {
  const found = findFolderFiles(entry, root);
  requireComplete(entry, root, found);
  const files: DatasetFile[] = [];
  let verified = true;
  for (const { file, path: own } of found.paths) {
    const read = await readDatasetFile(own as string, { cure: folderCure });
    if (!checkOwnFile(read, { entry, file })) verified = false;
    files.push(read);
  }
  return { ...parseDataset(entry, files, { cure: folderCure }), folder: found.folder, verified };
}

/** @throws DatasetFolderError naming the files that are missing */
export function requireComplete(entry: CatalogueEntry, root: string, { folder, paths }: FolderFiles): void {
  const missing = paths.filter((found) => found.path === undefined);
  if (missing.length === 0) return;
  const names = missing.map(({ file }) => `${file.name} (or without .gz)`).join(", ");
  throw new DatasetFolderError(`TRAINBOOK_DATA: ${entry.title} is not complete in ${folder}: no ${names}`, {
    cure: `put the files there or in ${path.join(root, entry.name)}, or unset TRAINBOOK_DATA`,
  });
}

/**
 * True when the file is the published one, false when its checksum is unknown.
 *
 * @throws DatasetFileError when the checksum is another published file's
 */
export function checkOwnFile(read: DatasetFile, { entry, file }: KnownFile): boolean {
  const known = identify(read, [entry, ...Object.values(catalogue)]);
  if (known === undefined) return false;
  if (known.entry.name === entry.name && known.file.role === file.role) return true;
  const problem = `found ${nameOf(known)} (by its MD5), expected ${nameOf({ entry, file })}`;
  throw new DatasetFileError(read.path, problem, { cure: folderCure });
}
