/** The folder with the data that graded notebooks are given, made once for all of a grading. */
import { randomInt } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { DatasetName, DatasetSourceKind } from "../../data";
import { gradedDataset, writeGiven } from "./gradedDataset";

export interface GivenData {
  folder: string;
  /** The source that it was taken from, and the seed of what is kept: the judge has the same. */
  source: DatasetSourceKind;
  keptSeed: number;
}

const made = new Map<DatasetName, Promise<GivenData>>();

export function givenData(name: DatasetName): Promise<GivenData> {
  const known = made.get(name) ?? make(name);
  made.set(name, known);
  return known;
}

async function make(name: DatasetName): Promise<GivenData> {
  const keptSeed = randomInt(2 ** 31);
  const { given } = await gradedDataset(name, { keptSeed });
  const folder = mkdtempSync(path.join(tmpdir(), "trainbook-given-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  writeGiven(given, folder);
  return { folder, source: given.source.kind, keptSeed };
}
