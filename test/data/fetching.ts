/** Helpers of the fetching tests: one small dataset, mirrors that close after each test, and how to fetch from them. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { CatalogueEntry } from "../../src/data/catalogue";
import { DownloadError } from "../../src/data/errors";
import { type FetchDatasetOptions, fetchDataset } from "../../src/data/fetchDataset";
import { type Answer, honest, type Mirror, startMirror } from "./mirrorServer";
import { removeFolders, type SmallDataset, smallDataset } from "./smallDataset";

export const trainImages = "train-images-idx3-ubyte.gz";
export const trainLabels = "train-labels-idx1-ubyte.gz";

/** The dataset that mirrors have and that fetchTo fetches. */
export const dataset = smallDataset();

/** Longer than anything here takes on a busy machine; a test of patience has its own. */
export const patience = { answerWithinMs: 20_000, idleAfterMs: 20_000 };

const proxyVariables = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY"];
const mirrors: Mirror[] = [];

/** Called once in a test file: no proxy before a test, no mirror after it, no folder in the end. */
export function keepTestsApart(): void {
  const environment = { ...process.env };
  beforeEach(() => {
    for (const name of proxyVariables) delete process.env[name];
  });
  afterEach(async () => {
    process.env = { ...environment };
    for (const mirror of mirrors.splice(0)) await mirror.close();
  });
  afterAll(removeFolders);
}

export async function mirrorOf(files: Map<string, Buffer>, answer?: Answer): Promise<Mirror> {
  const mirror = await startMirror(files, answer);
  mirrors.push(mirror);
  return mirror;
}

/** A mirror on which only the training images are answered in a special way. */
export async function mirrorWithImages(answer: Answer): Promise<Mirror> {
  return mirrorOf(dataset.files, (asked, response) =>
    (asked.name === trainImages ? answer : honest)(asked, response),
  );
}

/** The address of a mirror that is down: nothing listens there. */
export async function mirrorThatIsDown(): Promise<string> {
  const mirror = await startMirror(new Map());
  await mirror.close();
  return mirror.url;
}

export function withMirrors(...urls: string[]): CatalogueEntry {
  return { ...dataset.entry, mirrors: urls };
}

export async function fetchTo(folder: string, urls: string[], options: FetchDatasetOptions = {}) {
  return fetchDataset(withMirrors(...urls), { ...patience, ...options, places: { cacheFolder: folder } });
}

/** The DownloadError that a promise rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<DownloadError> {
  const error = await promise.then(
    () => new Error("nothing was thrown"),
    (reason: unknown) => reason,
  );
  if (error instanceof DownloadError) return error;
  throw error;
}

/** Expects a folder to hold a dataset's files, right to the last byte, and nothing else. */
export function expectComplete(folder: string, { files }: SmallDataset = dataset): void {
  expect(readdirSync(folder).sort()).toEqual([...files.keys()].sort());
  for (const [name, bytes] of files) expect(readFileSync(path.join(folder, name)).equals(bytes)).toBe(true);
}
