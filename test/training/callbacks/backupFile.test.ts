/** Backups hold everything as it was. */
import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { type Backup, readBackup, writeBackup } from "../../../src/training/callbacks/backupFile";

const folder = mkdtempSync(path.join(tmpdir(), "backup-"));
const file = path.join(folder, "latest.backup");
afterAll(() => rmSync(folder, { recursive: true }));

const backup = (): Backup => ({
  epoch: 3,
  isStopped: false,
  weights: [tf.tensor2d([[1, 2.5]]), tf.tensor1d([7, 8], "int32")],
  optimizer: [{ name: "#0/m", tensor: tf.tensor1d([0.1, -0.2]) }],
  learningRate: 0.25,
  random: 42,
  callbacks: [
    undefined,
    { values: { best: Number.POSITIVE_INFINITY, wait: 2 }, tensors: [tf.scalar(5)] },
    { values: { history: { loss: [1, Number.NaN, Number.NEGATIVE_INFINITY] }, none: null } },
  ],
});

const plain = ({ weights, optimizer, callbacks, ...rest }: Backup) => ({
  ...rest,
  weights: weights.map((weight) => [weight.dtype, weight.arraySync()]),
  optimizer: optimizer.map(({ name, tensor }) => [name, tensor.arraySync()]),
  callbacks: callbacks.map(
    (state) => state && { ...state, tensors: (state.tensors ?? []).map((tensor) => tensor.arraySync()) },
  ),
});

describe("a backup", () => {
  it("is read as it was written, NaN and infinities too, and leaves no other file", () => {
    writeBackup(file, backup());
    expect(plain(readBackup(file))).toEqual(plain(backup()));
    expect(readdirSync(folder)).toEqual(["latest.backup"]);
  });

  it("that was cut short is refused", () => {
    writeBackup(file, backup());
    truncateSync(file, statSync(file).size - 3);
    expect(() => readBackup(file)).toThrow(
      /is no backup of trainbook: it has \d+ bytes in the place of \d+[\s\S]*delete the folder/,
    );
  });

  it("is no other file", () => {
    writeFileSync(file, '{"format": "another"}\n');
    expect(() => readBackup(file)).toThrow(/its first line is not one of a backup/);
  });
});
