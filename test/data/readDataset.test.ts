import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type CatalogueEntry, catalogue } from "../../src/data/catalogue";
import { DatasetFileError, DatasetFolderError, DownloadError } from "../../src/data/errors";
import { datasetPlaces } from "../../src/data/places";
import { type ReadDatasetOptions, readDataset } from "../../src/data/readDataset";
import { dataset, keepTestsApart, mirrorOf, mirrorThatIsDown } from "./fetching";
import { notFound } from "./mirrorServer";
import { newFolder, smallDataset, writeFiles } from "./smallDataset";

const other = smallDataset({ seed: 99, trainCount: 50, testCount: 10 });
const { digitsFile } = datasetPlaces(catalogue.mnist);

keepTestsApart();

/** Reads the small dataset, from places that are empty but for the offline digits. */
async function read(
  mirror: string,
  places: ReadDatasetOptions["places"] = {},
  options: ReadDatasetOptions = {},
  entry: CatalogueEntry = dataset.entry,
) {
  const empty = { dataFolder: undefined, cacheFolder: path.join(newFolder(), "cache"), digitsFile };
  return readDataset({ ...entry, mirrors: [mirror] }, { ...options, places: { ...empty, ...places } });
}

function folderOf({ files } = dataset): string {
  const folder = newFolder();
  writeFiles(folder, files);
  return folder;
}

describe("readDataset takes the first source that has the dataset", () => {
  it("the learner's folder before a complete cache", async () => {
    const dataFolder = folderOf();
    const { source } = await read(await mirrorThatIsDown(), { dataFolder, cacheFolder: folderOf() });
    expect(source).toEqual({
      kind: "folder",
      isReal: true,
      isVerified: true,
      location: dataFolder,
      message: `MNIST: 60 + 20 images from ${dataFolder} (TRAINBOOK_DATA; checksums verified)`,
    });
  });

  it("the cache before a mirror", async () => {
    const mirror = await mirrorOf(dataset.files);
    const cacheFolder = folderOf();
    const { source } = await read(mirror.url, { cacheFolder });
    expect(source).toEqual({
      kind: "cache",
      isReal: true,
      isVerified: true,
      location: cacheFolder,
      message: `MNIST: 60 + 20 images from the cache, ${cacheFolder}`,
    });
    expect(mirror.asked).toEqual([]);
  });

  it("a mirror before the offline default, and the cache the next time", async () => {
    const mirror = await mirrorOf(dataset.files);
    const cacheFolder = path.join(newFolder(), "cache");
    const { source } = await read(mirror.url, { cacheFolder });
    expect(source).toMatchObject({
      kind: "download",
      message: `MNIST: 60 + 20 images downloaded from ${mirror.host} to ${cacheFolder}`,
    });
    expect((await read(await mirrorThatIsDown(), { cacheFolder })).source.kind).toBe("cache");
  });

  it("what is missing in the cache from a mirror", async () => {
    const mirror = await mirrorOf(dataset.files);
    const cacheFolder = newFolder();
    const name = "t10k-labels-idx1-ubyte.gz";
    writeFiles(cacheFolder, new Map([...dataset.files].filter(([file]) => file !== name)));
    expect((await read(mirror.url, { cacheFolder })).source.kind).toBe("download");
    expect(mirror.asked).toEqual([name]);
  });

  it("the offline digits last, and says why and how to get all", async () => {
    const { source, train, test } = await read(await mirrorThatIsDown());
    expect([train.count, test.count]).toEqual([4_000, 1_000]);
    expect(source).toEqual({
      kind: "offline",
      isReal: true,
      isVerified: true,
      location: digitsFile,
      message:
        "MNIST: 4,000 + 1,000 real digits (offline selection); no network: connection refused (ECONNREFUSED); " +
        "for all 70,000: npx trainbook data mnist",
    });
  });

  it("drawn garments last, told apart from the real ones", async () => {
    const { source } = await read(
      await mirrorThatIsDown(),
      {},
      {},
      smallDataset({ name: "fashion-mnist" }).entry,
    );
    expect(source).toEqual({
      kind: "offline",
      isReal: false,
      isVerified: false,
      location: "trainbook's own drawings",
      message:
        "Fashion-MNIST: 4,000 + 1,000 drawn garments (offline stand-in, not the real Fashion-MNIST); " +
        "no network: connection refused (ECONNREFUSED); for all 70,000 real images: npx trainbook data fashion-mnist",
    });
  });

  it("the offline default where a mirror has no such file, and says so", async () => {
    const mirror = await mirrorOf(dataset.files, notFound);
    const { source } = await read(mirror.url);
    expect(source.message).toContain("; download failed: 404 Not Found; ");
  });

  it("the offline default where the cache cannot be written to, and says so", async () => {
    const inTheWay = path.join(newFolder(), "file");
    writeFileSync(inTheWay, "");
    const mirror = await mirrorOf(dataset.files);
    const { source } = await read(mirror.url, { cacheFolder: path.join(inTheWay, "mnist") });
    expect(source.message).toContain("; cannot write (ENOTDIR); ");
  });
});

describe("readDataset never passes over what is wrong", () => {
  it("fails where TRAINBOOK_DATA is set and the dataset is not there, though the cache has it", async () => {
    const reading = read(await mirrorThatIsDown(), { dataFolder: newFolder(), cacheFolder: folderOf() });
    await expect(reading).rejects.toThrow(DatasetFolderError);
  });

  it("says of files with unknown checksums that they are unverified", async () => {
    const dataFolder = folderOf(other);
    const { source } = await read(await mirrorThatIsDown(), { dataFolder });
    expect(source).toMatchObject({
      isVerified: false,
      message: `MNIST: 50 + 10 images from ${dataFolder} (TRAINBOOK_DATA; your files, unverified)`,
    });
  });

  it("refuses sound files of unknown checksum in the cache, naming both checksums and the cure", async () => {
    const cacheFolder = folderOf(other);
    const [found, expected] = [other.entry.files[0]?.md5, dataset.entry.files[0]?.md5];
    await expect(read(await mirrorThatIsDown(), { cacheFolder })).rejects.toThrow(
      `${path.join(cacheFolder, "train-images-idx3-ubyte.gz")}: damaged: found MD5 ${found}, ` +
        `expected MD5 ${expected} (unpacked)\n  → npx trainbook data mnist`,
    );
  });

  it("refuses a truncated file in the cache, naming both checksums and the cure", async () => {
    const cacheFolder = folderOf();
    const file = path.join(cacheFolder, "t10k-images-idx3-ubyte.gz");
    writeFileSync(file, (dataset.files.get("t10k-images-idx3-ubyte.gz") as Buffer).subarray(0, 4_000));
    const reading = read(await mirrorThatIsDown(), { cacheFolder });
    await expect(reading).rejects.toThrow(DatasetFileError);
    await expect(reading).rejects.toThrow(
      /: damaged: 4000 bytes with MD5 [0-9a-f]{32} cannot be unpacked \(unexpected end of file\), expected MD5 [0-9a-f]{32}/,
    );
  });

  it("says which published file lies in the cache under another's name", async () => {
    const cacheFolder = folderOf();
    const labels = dataset.files.get("t10k-labels-idx1-ubyte.gz") as Buffer;
    writeFileSync(path.join(cacheFolder, "train-labels-idx1-ubyte.gz"), labels);
    await expect(read(await mirrorThatIsDown(), { cacheFolder })).rejects.toThrow(
      "train-labels-idx1-ubyte.gz: this is MNIST's t10k-labels-idx1-ubyte: found MD5",
    );
  });
});

describe("readDataset with a source asked for", () => {
  it('"offline" takes the digits though the cache is complete, and gives no reason', async () => {
    const { source } = await read(
      await mirrorThatIsDown(),
      { cacheFolder: folderOf() },
      { source: "offline" },
    );
    expect(source.message).toBe(
      "MNIST: 4,000 + 1,000 real digits (offline selection); for all 70,000: npx trainbook data mnist",
    );
  });

  it('"download" fails where no mirror answers', async () => {
    await expect(read(await mirrorThatIsDown(), {}, { source: "download" })).rejects.toThrow(DownloadError);
  });

  it('"download" fetches a damaged file of the cache again', async () => {
    const cacheFolder = folderOf();
    writeFileSync(path.join(cacheFolder, "t10k-labels-idx1-ubyte.gz"), "damaged");
    const mirror = await mirrorOf(dataset.files);
    expect((await read(mirror.url, { cacheFolder }, { source: "download" })).source.kind).toBe("download");
  });

  it('"download" says that it was the cache where nothing was left to fetch', async () => {
    const { source } = await read(
      await mirrorThatIsDown(),
      { cacheFolder: folderOf() },
      { source: "download" },
    );
    expect(source.kind).toBe("cache");
  });

  it('"cache" fails where it is not complete, and fetches nothing', async () => {
    const mirror = await mirrorOf(dataset.files);
    const cacheFolder = path.join(newFolder(), "cache");
    await expect(read(mirror.url, { cacheFolder }, { source: "cache" })).rejects.toThrow(
      `MNIST is not in the cache, ${cacheFolder}\n  → npx trainbook data mnist`,
    );
    expect(existsSync(cacheFolder)).toBe(false);
  });

  it('"cache" is taken though TRAINBOOK_DATA is set', async () => {
    const places = { dataFolder: newFolder(), cacheFolder: folderOf() };
    expect((await read(await mirrorThatIsDown(), places, { source: "cache" })).source.kind).toBe("cache");
  });

  it('"folder" fails where TRAINBOOK_DATA is not set', async () => {
    await expect(read(await mirrorThatIsDown(), {}, { source: "folder" })).rejects.toThrow(
      'MNIST: source "folder" needs TRAINBOOK_DATA, which is not set',
    );
  });

  it("an unknown one fails with those that there are", async () => {
    const source = "internet" as "offline";
    await expect(read(await mirrorThatIsDown(), {}, { source })).rejects.toThrow(
      'source: found "internet", expected one of "folder", "cache", "download" and "offline"',
    );
  });
});
