import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import type { CatalogueEntry } from "../../src/data/catalogue";
import { inspectDataset } from "../../src/data/inspectDataset";
import type { DatasetPlaces } from "../../src/data/places";
import { idxBytes, newFolder, removeFolders, smallDataset, writeFiles } from "./smallDataset";

const testLabels = "t10k-labels-idx1-ubyte.gz";
const dataset = smallDataset();

afterAll(removeFolders);

async function inspect(places: Partial<DatasetPlaces>, entry: CatalogueEntry = dataset.entry) {
  const empty = { dataFolder: undefined, cacheFolder: path.join(newFolder(), "cache") };
  return inspectDataset(entry, { places: { ...empty, ...places } });
}

function folderOf({ files } = dataset): string {
  const folder = newFolder();
  writeFiles(folder, files);
  return folder;
}

describe("inspectDataset", () => {
  it("finds a complete cache verified, without problem or cure", async () => {
    const cacheFolder = folderOf();
    const found = await inspect({ cacheFolder });
    expect(found).toMatchObject({ name: "mnist", title: "MNIST", source: "cache", folder: cacheFolder });
    expect(found.files.map((file) => file.state)).toEqual(new Array(4).fill("verified"));
    expect([found.problem, found.cure]).toEqual([undefined, undefined]);
  });

  it("says download where the cache is empty, with the command that fetches", async () => {
    const found = await inspect({});
    expect(found).toMatchObject({ source: "download", cure: "npx trainbook data mnist" });
    expect(found.files.map((file) => file.state)).toEqual(new Array(4).fill("missing"));
    expect(found.problem).toBeUndefined();
  });

  it("names a damaged file of the cache, both checksums, and the cure", async () => {
    const cacheFolder = folderOf();
    const file = path.join(cacheFolder, testLabels);
    writeFileSync(file, gzipSync("damaged"));
    const found = await inspect({ cacheFolder });
    expect(found.files.at(-1)).toMatchObject({ path: file, state: "damaged" });
    expect(found.problem).toMatch(
      /t10k-labels-idx1-ubyte\.gz: damaged: found MD5 \w{32}, expected MD5 \w{32}/,
    );
    expect(found.cure).toBe("npx trainbook data mnist   (fetches the file again)");
  });

  it("finds damage in a cache that is not complete no obstacle, since a load fetches it anew", async () => {
    const cacheFolder = folderOf();
    writeFileSync(path.join(cacheFolder, testLabels), "damaged");
    rmSync(path.join(cacheFolder, "train-images-idx3-ubyte.gz"));
    const found = await inspect({ cacheFolder });
    expect(found.files.map((file) => file.state)).toEqual(["missing", "verified", "verified", "damaged"]);
    expect([found.source, found.problem]).toEqual(["download", undefined]);
  });

  it("finds the learner's own sound files unverified", async () => {
    const dataFolder = folderOf(smallDataset({ seed: 99 }));
    const found = await inspect({ dataFolder, cacheFolder: folderOf() });
    expect(found).toMatchObject({ source: "folder", folder: dataFolder });
    expect(found.files.map((file) => file.state)).toEqual(new Array(4).fill("unverified"));
    expect(found.problem).toBeUndefined();
  });

  it("names a missing file of the learner's folder as a problem", async () => {
    const dataFolder = folderOf();
    rmSync(path.join(dataFolder, testLabels));
    const found = await inspect({ dataFolder });
    expect(found.files.at(-1)).toEqual({ path: path.join(dataFolder, testLabels), state: "missing" });
    expect(found.problem).toContain("MNIST is not complete");
  });

  it("says that TRAINBOOK_DATA names no folder", async () => {
    const dataFolder = path.join(newFolder(), "nowhere");
    const found = await inspect({ dataFolder });
    expect(found.problem).toBe(`TRAINBOOK_DATA: ${dataFolder} does not exist`);
    expect(found.cure).toContain("set TRAINBOOK_DATA to a folder");
  });

  it("finds labels that do not fit the images", async () => {
    const dataFolder = folderOf(smallDataset({ seed: 99 }));
    writeFileSync(path.join(dataFolder, testLabels), gzipSync(idxBytes([3], [1, 2, 3])));
    const found = await inspect({ dataFolder });
    expect(found.problem).toContain("found 3 labels, expected 20");
  });

  it("says whether the offline digits are there", async () => {
    expect((await inspect({})).offline).toEqual({ isReady: true });
    const missing = await inspect({ digitsFile: path.join(newFolder(), "mnist_5k.csv.gz") });
    expect(missing.offline.isReady).toBe(false);
    expect(missing.offline.problem).toContain("the offline digits are missing");
    expect((await inspect({ digitsFile: undefined })).offline.cure).toBe("npx trainbook setup");
  });

  it("needs nothing for drawn garments", async () => {
    const { entry } = smallDataset({ name: "fashion-mnist" });
    expect((await inspect({ digitsFile: undefined }, entry)).offline).toEqual({ isReady: true });
  });
});
