/** The third source: the publishers' mirrors. What they give is verified and kept in the cache. */
import { existsSync } from "node:fs";
import path from "node:path";
import { cacheCure } from "./cacheSource";
import { type CatalogueEntry, type CatalogueFile, catalogue, type DatasetName } from "./catalogue";
import { readPublishedFile } from "./datasetFile";
import type { DownloadPatience } from "./download/downloadPatience";
import { removeLeftovers } from "./download/partFile";
import { DatasetFileError } from "./errors";
import { type DatasetPlaces, datasetPlaces } from "./places";

/** How far the fetching of a dataset is. */
export interface FetchProgress {
  /** The file under way, and its place among the files: 1 of 4. */
  file: string;
  fileNumber: number;
  fileCount: number;
  /** The mirror's host. */
  mirror: string;
  receivedBytes: number;
  /** Undefined where the server does not say. */
  totalBytes: number | undefined;
}

/** Options of fetchDataset. */
export interface FetchDatasetOptions extends DownloadPatience {
  /** Called when a file begins to arrive, and with every chunk. Defaults to nothing. */
  onProgress?: (progress: FetchProgress) => void;
  /** Where things lie. Defaults to this machine's own places. */
  places?: Partial<DatasetPlaces>;
}

/** A dataset that lies complete and verified in the cache. */
export interface FetchedDataset {
  folder: string;
  files: {
    path: string;
    /** The address that the file was fetched from; undefined where it was there already. */
    fetchedFrom: string | undefined;
  }[];
}

/**
 * Makes a dataset complete in the cache: fetches what is missing or damaged there, and leaves what is right.
 *
 * @param dataset a name, or a catalogue entry, for example one with other mirrors
 * @throws DownloadError when a file cannot be had; files already fetched stay, and so does what arrived of this one
 */
export async function fetchDataset(
  dataset: DatasetName | CatalogueEntry,
  { onProgress, places, ...patience }: FetchDatasetOptions = {},
): Promise<FetchedDataset> {
  const entry = typeof dataset === "string" ? catalogue[dataset] : dataset;
  const folder = datasetPlaces(entry, places).cacheFolder;
  const files: FetchedDataset["files"] = [];
  let mirrors = [...entry.mirrors];
  for (const [index, file] of entry.files.entries()) {
    const target = path.join(folder, file.name);
    if (await isInPlace(target, entry, file)) {
      await removeLeftovers(target);
      files.push({ path: target, fetchedFrom: undefined });
      continue;
    }
    // Required here because undici takes 0.15 s to load, and most loads come from the disk.
    const { download } = require("./download/download") as typeof import("./download/download");
    const fetchedFrom = await download(
      {
        urls: mirrors.map((mirror) => mirror + file.name),
        target,
        // gzip adds a few bytes to what it cannot compress.
        maximumBytes: file.unpackedBytes + 1024,
        verify: (part) => readPublishedFile(part, { entry, file }, { cure: cacheCure(entry) }),
      },
      {
        ...patience,
        onProgress: ({ url, ...progress }) =>
          onProgress?.({
            file: file.name,
            fileNumber: index + 1,
            fileCount: entry.files.length,
            mirror: new URL(url).host,
            ...progress,
          }),
      },
    );
    files.push({ path: target, fetchedFrom });
    // The mirror that answered is asked first for the next file.
    mirrors = mirrors.sort((one, other) => rank(one, fetchedFrom) - rank(other, fetchedFrom));
  }
  return { folder, files };
}

async function isInPlace(target: string, entry: CatalogueEntry, file: CatalogueFile): Promise<boolean> {
  if (!existsSync(target)) return false;
  try {
    await readPublishedFile(target, { entry, file }, { cure: cacheCure(entry) });
    return true;
  } catch (error) {
    if (error instanceof DatasetFileError) return false;
    throw error;
  }
}

function rank(mirror: string, answered: string): number {
  return answered.startsWith(mirror) ? 0 : 1;
}
