/** The folder with the data that graded notebooks are given, made once for all of a grading. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { DatasetName, DatasetSourceKind } from "../data";
import { gradedDataset, writeGiven } from "./gradedDataset";

export interface GivenData {
  folder: string;
  /** The source that it was taken from; the judge takes it from there too. */
  source: DatasetSourceKind;
}

const made = new Map<DatasetName, Promise<GivenData>>();

export function givenData(name: DatasetName): Promise<GivenData> {
  const known = made.get(name) ?? make(name);
  made.set(name, known);
  return known;
}

async function make(name: DatasetName): Promise<GivenData> {
  const { given } = await gradedDataset(name);
  const folder = mkdtempSync(path.join(tmpdir(), "trainbook-given-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  writeGiven(given, folder);
  return { folder, source: given.source.kind };
}
