import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import type { CatalogueEntry } from "../../src/data/catalogue";
import { type FetchProgress, fetchDataset } from "../../src/data/fetchDataset";
import {
  dataset,
  expectComplete,
  failureOf,
  fetchTo,
  keepTestsApart,
  mirrorOf,
  patience,
  trainImages,
  trainLabels,
  withMirrors,
} from "./fetching";
import { honest, stallAfter } from "./mirrorServer";
import { newFolder, smallDataset, writeFiles } from "./smallDataset";

keepTestsApart();

describe("fetchDataset with good mirrors", () => {
  it("fetches all files into a folder that it makes, and leaves nothing else there", async () => {
    const folder = path.join(newFolder(), "new", "mnist");
    const mirror = await mirrorOf(dataset.files);
    const { files } = await fetchTo(folder, [mirror.url]);
    expectComplete(folder);
    expect(files).toContainEqual({
      path: path.join(folder, trainImages),
      fetchedFrom: mirror.url + trainImages,
    });
  });

  it("asks for nothing where all files are in place", async () => {
    const folder = newFolder();
    writeFiles(folder, dataset.files);
    const mirror = await mirrorOf(dataset.files);
    const { files } = await fetchTo(folder, [mirror.url]);
    expect(mirror.asked).toEqual([]);
    expect(files.map((file) => file.fetchedFrom)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it("fetches only the damaged file again", async () => {
    const folder = newFolder();
    writeFiles(folder, dataset.files);
    writeFileSync(path.join(folder, trainLabels), gzipSync("damaged"));
    const mirror = await mirrorOf(dataset.files);
    await fetchTo(folder, [mirror.url]);
    expect(mirror.asked).toEqual([trainLabels]);
    expectComplete(folder);
  });

  it("verifies Fashion-MNIST by the checksum of the gzipped file", async () => {
    const fashion = smallDataset({ name: "fashion-mnist" });
    const folder = newFolder();
    const mirror = await mirrorOf(fashion.files);
    await fetchDataset(
      { ...fashion.entry, mirrors: [mirror.url] },
      { ...patience, places: { cacheFolder: folder } },
    );
    expectComplete(folder, fashion);
  });

  it("reports each file's progress up to its size", async () => {
    const mirror = await mirrorOf(dataset.files);
    const seen: FetchProgress[] = [];
    await fetchTo(newFolder(), [mirror.url], { onProgress: (progress) => seen.push(progress) });
    const size = dataset.files.get(trainImages)?.length;
    const ofImages = seen.filter((progress) => progress.file === trainImages);
    expect(ofImages[0]).toMatchObject({ fileNumber: 1, fileCount: 4, mirror: mirror.host, receivedBytes: 0 });
    expect(ofImages.at(-1)).toMatchObject({ receivedBytes: size, totalBytes: size });
  });

  it("rejects with what onProgress throws, and ends the connection", async () => {
    const mirror = await mirrorOf(dataset.files);
    const stop = () => {
      throw new RangeError("stopped");
    };
    await expect(fetchTo(newFolder(), [mirror.url], { onProgress: stop })).rejects.toThrow(RangeError);
  });

  it("follows redirects", async () => {
    const there = await mirrorOf(dataset.files);
    const here = await mirrorOf(dataset.files, ({ name }, response) => {
      response.writeHead(302, { location: there.url + name }).end();
    });
    const folder = newFolder();
    await fetchTo(folder, [here.url]);
    expectComplete(folder);
  });

  it("gives up a mirror that redirects to itself for ever", async () => {
    const mirror = await mirrorOf(dataset.files, ({ name }, response) => {
      response.writeHead(302, { location: `/${name}` }).end();
    });
    const error = await failureOf(fetchTo(newFolder(), [mirror.url]));
    expect(error.reason).toMatch(/^download failed: /);
  });
});

describe("fetchDataset where the disk does not let it", () => {
  it("says what it cannot write and how to use another folder", async () => {
    const inTheWay = path.join(newFolder(), "file");
    writeFileSync(inTheWay, "");
    const mirror = await mirrorOf(dataset.files);
    const error = await failureOf(fetchTo(path.join(inTheWay, "mnist"), [mirror.url]));
    expect(error.reason).toBe("cannot write (ENOTDIR)");
    expect(error.cure).toContain("TRAINBOOK_CACHE");
  });

  it("does not blame the mirrors for a target that is a folder", async () => {
    const folder = newFolder();
    mkdirSync(path.join(folder, trainImages));
    const mirror = await mirrorOf(dataset.files);
    await expect(fetchTo(folder, [mirror.url])).rejects.toThrow(/EISDIR/);
  });
});

describe("fetchDataset in two processes at once", () => {
  it("leaves a whole cache when both fetch all of it", async () => {
    const mirror = await mirrorOf(dataset.files, (asked, response) => {
      // Slow enough that the two overlap in every file.
      setTimeout(() => honest(asked, response), 100);
    });
    const folder = newFolder();
    const entry = withMirrors(mirror.url);
    expect(await Promise.all([fetchInChild(entry, folder), fetchInChild(entry, folder)])).toEqual([0, 0]);
    expectComplete(folder);
    expect(mirror.asked.filter((name) => name.startsWith(trainImages))).toHaveLength(2);
  });

  it("leaves a whole cache when one is killed in the middle and the other goes on", async () => {
    let isStalling = true;
    const mirror = await mirrorOf(dataset.files, (asked, response) =>
      (isStalling ? stallAfter(8_000) : honest)(asked, response),
    );
    const folder = newFolder();
    const child = startChild(withMirrors(mirror.url), folder);
    while (!readdirSync(folder).some((name) => statSync(path.join(folder, name)).size >= 8_000))
      await pause(20);
    child.kill("SIGKILL");
    await once(child, "exit");
    isStalling = false;
    await fetchTo(folder, [mirror.url]);
    expectComplete(folder);
    expect(mirror.asked[1]).toMatch(/^train-images-idx3-ubyte\.gz from \d+$/);
  });
});

function startChild(entry: CatalogueEntry, folder: string): ChildProcess {
  const script = path.join(__dirname, "fetchInChild.js");
  const stdio = ["ignore", "ignore", "inherit"] as const;
  return spawn(process.execPath, [script, JSON.stringify(entry), folder], { stdio: [...stdio] });
}

async function fetchInChild(entry: CatalogueEntry, folder: string): Promise<number> {
  const [code] = await once(startChild(entry, folder), "exit");
  return code;
}

async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
