/** Files that are whole or not there, whenever the process ends. */
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import path from "node:path";

/** Writes beside the file first, and puts it in its place when all of it is on the disk. */
export function writeWhole(file: string, bytes: Uint8Array): void {
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const open = openSync(temporary, "w");
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(open, bytes, written);
      fsyncSync(open);
    } finally {
      closeSync(open);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
