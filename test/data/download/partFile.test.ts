import { spawnSync } from "node:child_process";
import { existsSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { dataset, expectComplete, fetchTo, keepTestsApart, mirrorOf, trainImages } from "../fetching";
import { newFolder, writeFiles } from "../smallDataset";

const endedProcess = spawnSync(process.execPath, ["--version"]).pid;

keepTestsApart();

describe("fetchDataset after an interrupted run", () => {
  it("goes on from what an ended process left", async () => {
    const folder = newFolder();
    leavePart(folder, (dataset.files.get(trainImages) as Buffer).subarray(0, 12_345));
    const mirror = await mirrorOf(dataset.files);
    await fetchTo(folder, [mirror.url]);
    expectComplete(folder);
    expect(mirror.asked[0]).toBe(`${trainImages} from 12345`);
  });

  it("takes a part that is the whole file, though the server answers 416", async () => {
    const folder = newFolder();
    leavePart(folder, dataset.files.get(trainImages) as Buffer);
    const mirror = await mirrorOf(dataset.files);
    await fetchTo(folder, [mirror.url]);
    expectComplete(folder);
    expect(mirror.asked.filter((name) => name.startsWith(trainImages))).toHaveLength(1);
  });

  it("begins anew when a part is longer than the file and wrong", async () => {
    const folder = newFolder();
    leavePart(folder, Buffer.alloc(100_000, 3));
    const mirror = await mirrorOf(dataset.files);
    await fetchTo(folder, [mirror.url]);
    expectComplete(folder);
  });

  it("fetches the whole when what it went on from was of another file", async () => {
    const folder = newFolder();
    leavePart(folder, Buffer.alloc(10_000, 1));
    const mirror = await mirrorOf(dataset.files);
    await fetchTo(folder, [mirror.url]);
    expectComplete(folder);
    expect(mirror.asked.slice(0, 2)).toEqual([`${trainImages} from 10000`, trainImages]);
  });

  it("leaves alone what a running process is receiving", async () => {
    const folder = newFolder();
    const part = leavePart(folder, Buffer.alloc(500), process.ppid);
    const mirror = await mirrorOf(dataset.files);
    await fetchTo(folder, [mirror.url]);
    expect(existsSync(part)).toBe(true);
    expect(mirror.asked[0]).toBe(trainImages);
  });

  it("takes over a part that nobody has touched for long, though its process number is in use", async () => {
    const folder = newFolder();
    const part = leavePart(folder, (dataset.files.get(trainImages) as Buffer).subarray(0, 500), process.ppid);
    const longAgo = Date.now() / 1000 - 3_600;
    utimesSync(part, longAgo, longAgo);
    const mirror = await mirrorOf(dataset.files);
    await fetchTo(folder, [mirror.url]);
    expect(mirror.asked[0]).toBe(`${trainImages} from 500`);
    expectComplete(folder);
  });

  it("removes leftovers of a file that is in place", async () => {
    const folder = newFolder();
    writeFiles(folder, dataset.files);
    leavePart(folder, Buffer.alloc(500));
    await fetchTo(folder, []);
    expectComplete(folder);
  });
});

/** Writes a part of the training images as a process leaves it; by default as one that has ended. */
function leavePart(folder: string, bytes: Buffer, pid: number = endedProcess): string {
  const part = path.join(folder, `${trainImages}.${pid}-00c0ffee.part`);
  writeFileSync(part, bytes);
  return part;
}
