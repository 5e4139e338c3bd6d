/**
 * Reads a dataset as plain bytes, from the first source that has it: the learner's folder, the cache, the
 * publishers' mirrors, the offline default. A source that has it damaged is an error, never passed over.
 */
import { assignedDataset } from "./assignedDataset";
import { readCache } from "./cacheSource";
import { type CatalogueEntry, catalogue, type DatasetName } from "./catalogue";
import { type DatasetSource, type DatasetSourceKind, describeSource } from "./datasetSource";
import { DatasetFolderError, DownloadError } from "./errors";
import { type FetchDatasetOptions, fetchDataset } from "./fetchDataset";
import { readFolder } from "./folderSource";
import { drawGarments } from "./garments/drawnGarments";
import type { ImageDataset } from "./imageSplit";
import { readOfflineDigits } from "./offlineDigits";
import { type DatasetPlaces, datasetPlaces } from "./places";

/** Options of readDataset. */
export interface ReadDatasetOptions extends FetchDatasetOptions {
  /** Takes this source or fails. Defaults to the first of folder, cache, download and offline that has the dataset. */
  source?: DatasetSourceKind;
}

/** A dataset as plain bytes, and where it came from. */
export interface ReadDataset extends ImageDataset {
  source: DatasetSource;
}

/**
 * How long a load waits for a mirror to answer: without a network the offline default should come soon.
 * A network that answers nothing costs this once for each of the two mirrors.
 */
const answerWithinMs = 3_000;

/**
 * Reads a dataset.
 *
 * @param dataset a name, or a catalogue entry, for example one with other mirrors
 * @throws DatasetFolderError when `TRAINBOOK_DATA` is set and the dataset is not there, or `source` does not have it
 * @throws DatasetFileError when a file of the source is damaged
 * @throws DownloadError when `source` is "download" and no mirror gives the files
 */
export async function readDataset(
  dataset: DatasetName | CatalogueEntry,
  { source, ...options }: ReadDatasetOptions = {},
): Promise<ReadDataset> {
  const entry = typeof dataset === "string" ? catalogue[dataset] : dataset;
  const assigned = assignedDataset(entry.name);
  if (assigned) return assigned;
  const places = datasetPlaces(entry, options.places);
  switch (source) {
    case "folder":
      return fromFolder(entry, places);
    case "cache":
      return (await fromCache(entry, places)) ?? notInCache(entry, places);
    case "download":
      return fromMirrors(entry, places, options);
    case "offline":
      return fromOffline(entry, places, undefined);
    case undefined:
      if (places.dataFolder !== undefined) return fromFolder(entry, places);
      return (await fromCache(entry, places)) ?? fromMirrorsOrOffline(entry, places, options);
    default: {
      const names = '"folder", "cache", "download" and "offline"';
      throw new DatasetFolderError(`source: found ${JSON.stringify(source)}, expected one of ${names}`);
    }
  }
}

async function fromFolder(entry: CatalogueEntry, { dataFolder }: DatasetPlaces): Promise<ReadDataset> {
  if (dataFolder === undefined) {
    throw new DatasetFolderError(`${entry.title}: source "folder" needs TRAINBOOK_DATA, which is not set`, {
      cure: "set TRAINBOOK_DATA to the folder that holds your files",
    });
  }
  const { folder, verified: isVerified, ...dataset } = await readFolder(entry, dataFolder);
  return withSource(entry, dataset, { kind: "folder", folder, isVerified });
}

async function fromCache(entry: CatalogueEntry, places: DatasetPlaces): Promise<ReadDataset | undefined> {
  const folder = places.cacheFolder;
  const dataset = await readCache(entry, folder);
  return dataset && withSource(entry, dataset, { kind: "cache", folder });
}

function notInCache(entry: CatalogueEntry, { cacheFolder }: DatasetPlaces): never {
  throw new DatasetFolderError(`${entry.title} is not in the cache, ${cacheFolder}`, {
    cure: `npx trainbook data ${entry.name}`,
  });
}

async function fromMirrors(
  entry: CatalogueEntry,
  places: DatasetPlaces,
  options: FetchDatasetOptions,
): Promise<ReadDataset> {
  const { files } = await fetchDataset(entry, { answerWithinMs, ...options, places });
  const addresses = files.map((file) => file.fetchedFrom).filter((address) => address !== undefined);
  if (addresses.length === 0) return (await fromCache(entry, places)) ?? notInCache(entry, places);
  const dataset = (await readCache(entry, places.cacheFolder)) ?? notInCache(entry, places);
  const mirrors = [...new Set(addresses.map((address) => new URL(address).host))];
  return withSource(entry, dataset, { kind: "download", folder: places.cacheFolder, mirrors });
}

async function fromMirrorsOrOffline(
  entry: CatalogueEntry,
  places: DatasetPlaces,
  options: FetchDatasetOptions,
): Promise<ReadDataset> {
  try {
    return await fromMirrors(entry, places, options);
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error;
    return fromOffline(entry, places, error.reason);
  }
}

async function fromOffline(
  entry: CatalogueEntry,
  { digitsFile }: DatasetPlaces,
  because: string | undefined,
): Promise<ReadDataset> {
  const dataset = entry.name === "mnist" ? await readOfflineDigits(digitsFile) : drawGarments();
  return withSource(entry, dataset, { kind: "offline", digitsFile, because });
}

function withSource(
  entry: CatalogueEntry,
  dataset: ImageDataset,
  facts: Parameters<typeof describeSource>[2],
): ReadDataset {
  return { ...dataset, source: describeSource(entry, dataset, facts) };
}
