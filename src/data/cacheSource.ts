/** The second source: the user's cache, where downloads go. Only the published files count there. */
import { existsSync } from "node:fs";
import path from "node:path";
import type { CatalogueEntry } from "./catalogue";
import { type DatasetFile, parseDataset, readPublishedFile } from "./datasetFile";
import type { ImageDataset } from "./imageSplit";

/** The command that fetches a dataset, and fetches again what is damaged. */
export function fetchCommand(entry: CatalogueEntry): string {
  return `npx trainbook data ${entry.name}`;
}

/** Said in every error about a file in the cache. */
export function cacheCure(entry: CatalogueEntry): string {
  return `${fetchCommand(entry)}   (fetches the file again)`;
}

/**
 * Reads a dataset from the cache.
 *
 * @returns undefined when not all of its files are there
 * @throws DatasetFileError when one is not exactly the published file
 */
export async function readCache(entry: CatalogueEntry, folder: string): Promise<ImageDataset | undefined> {
  if (!entry.files.every((file) => existsSync(path.join(folder, file.name)))) return undefined;
  const cure = cacheCure(entry);
  const files: DatasetFile[] = [];
  for (const file of entry.files) {
    files.push(await readPublishedFile(path.join(folder, file.name), { entry, file }, { cure }));
  }
  return parseDataset(entry, files, { cure });
}
