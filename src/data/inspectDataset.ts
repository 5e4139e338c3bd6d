/** Says without a network, and without loading anything, which source a dataset would come from and whether it is sound. */
import { existsSync } from "node:fs";
import path from "node:path";
import { cacheCure, fetchCommand } from "./cacheSource";
import { type CatalogueEntry, catalogue, type DatasetName } from "./catalogue";
import { type DatasetFile, parseDataset, parseFile, readDatasetFile, readPublishedFile } from "./datasetFile";
import type { DatasetSourceKind } from "./datasetSource";
import { DatasetFileError, DatasetFolderError } from "./errors";
import { checkOwnFile, findFolderFiles, folderCure, requireComplete } from "./folderSource";
import { readDigitsFile } from "./offlineDigits";
import { type DatasetPlaces, datasetPlaces } from "./places";

/** One file of a source. */
export interface InspectedFile {
  path: string;
  /** "unverified" is a learner's own file of sound form but unknown checksum. */
  state: "verified" | "unverified" | "missing" | "damaged";
  /** The problem of a damaged file. */
  problem?: string;
}

/** The findings of inspectDataset. */
export interface DatasetInspection {
  name: DatasetName;
  title: string;
  /** The source that a load would take; "download" where the cache is not complete. */
  source: DatasetSourceKind;
  /** Where that source's files lie, or will lie. */
  folder: string;
  /** The dataset's files there. Missing ones stop a load only in the learner's own folder. */
  files: InspectedFile[];
  /** Why a load would fail, in one line; undefined where it would not. */
  problem?: string;
  /** The way out of the problem; without a problem, the way to the whole dataset where it is not there. */
  cure?: string;
  /** The fallback that a load takes where the download fails. */
  offline: { isReady: boolean; problem?: string; cure?: string };
}

/**
 * Inspects a dataset: reads and checks every file that is there, which takes about a second for the whole of MNIST.
 *
 * @param dataset a name, or a catalogue entry
 */
export async function inspectDataset(
  dataset: DatasetName | CatalogueEntry,
  options: { places?: Partial<DatasetPlaces> } = {},
): Promise<DatasetInspection> {
  const entry = typeof dataset === "string" ? catalogue[dataset] : dataset;
  const places = datasetPlaces(entry, options.places);
  const found =
    places.dataFolder === undefined ? inspectCache(entry, places) : inspectFolder(entry, places.dataFolder);
  return {
    name: entry.name,
    title: entry.title,
    ...(await found),
    offline: await inspectOffline(entry, places),
  };
}

type Found = Omit<DatasetInspection, "name" | "title" | "offline">;

async function inspectCache(entry: CatalogueEntry, { cacheFolder: folder }: DatasetPlaces): Promise<Found> {
  const files: InspectedFile[] = [];
  for (const file of entry.files) {
    const target = path.join(folder, file.name);
    const read = () => readPublishedFile(target, { entry, file }, { cure: cacheCure(entry) });
    files.push(
      existsSync(target) ? await inspectFile(target, async () => Boolean(await read())) : missing(target),
    );
  }
  const isComplete = files.every((file) => file.state !== "missing");
  const source = isComplete ? "cache" : "download";
  // A load fetches a dataset that is not complete, and with it whatever is damaged.
  const damage = isComplete ? damageOf(files) : undefined;
  if (damage !== undefined) return { source, folder, files, problem: damage, cure: cacheCure(entry) };
  return { source, folder, files, ...(isComplete ? {} : { cure: fetchCommand(entry) }) };
}

async function inspectFolder(entry: CatalogueEntry, root: string): Promise<Found> {
  const source = "folder";
  const files: InspectedFile[] = [];
  let folder = root;
  try {
    const found = findFolderFiles(entry, root);
    folder = found.folder;
    const reads: DatasetFile[] = [];
    for (const { file, path: own } of found.paths) {
      const check = async () => {
        const read = await readDatasetFile(own as string, { cure: folderCure });
        const isVerified = checkOwnFile(read, { entry, file });
        parseFile(read, file.role, { cure: folderCure });
        reads.push(read);
        return isVerified;
      };
      files.push(own === undefined ? missing(path.join(folder, file.name)) : await inspectFile(own, check));
    }
    const problem = damageOf(files);
    if (problem !== undefined) return { source, folder, files, problem, cure: folderCure };
    requireComplete(entry, root, found);
    parseDataset(entry, reads, { cure: folderCure });
    return { source, folder, files };
  } catch (error) {
    return { source, folder, files, ...problemOf(error) };
  }
}

async function inspectOffline(
  entry: CatalogueEntry,
  { digitsFile }: DatasetPlaces,
): Promise<DatasetInspection["offline"]> {
  // Garments are drawn, so nothing can be missing.
  if (entry.name !== "mnist") return { isReady: true };
  return readDigitsFile(digitsFile).then(
    () => ({ isReady: true }),
    (error: unknown) => ({ isReady: false, ...problemOf(error) }),
  );
}

/** Inspects a file that is there; `check` says whether it is verified, or throws. */
async function inspectFile(file: string, check: () => Promise<boolean>): Promise<InspectedFile> {
  try {
    return { path: file, state: (await check()) ? "verified" : "unverified" };
  } catch (error) {
    if (error instanceof DatasetFileError) return { path: file, state: "damaged", problem: error.problem };
    throw error;
  }
}

function missing(file: string): InspectedFile {
  return { path: file, state: "missing" };
}

/** The first damaged file, and what is wrong with it. */
function damageOf(files: InspectedFile[]): string | undefined {
  const damaged = files.find((file) => file.state === "damaged");
  return damaged && `${damaged.path}: ${damaged.problem}`;
}

/** A foreseen error as a problem and its cure; any other is thrown on. */
function problemOf(error: unknown): { problem: string; cure?: string } {
  if (!(error instanceof DatasetFileError || error instanceof DatasetFolderError)) throw error;
  return { problem: error.problem, cure: error.cure };
}
