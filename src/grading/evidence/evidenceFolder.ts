/** The folder that evidence is written to. Functions of Node are kept as they were before any cell ran. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Blob } from "./format";

const { stringify } = JSON;

export class EvidenceFolder {
  constructor(readonly folder: string) {
    mkdirSync(path.join(folder, "blobs"), { recursive: true });
  }

  /** Writes bytes once, and names them. */
  blob(bytes: Uint8Array): Blob {
    const name = createHash("sha256").update(bytes).digest("hex");
    const file = path.join(this.folder, "blobs", name);
    if (!existsSync(file)) writeWhole(file, bytes);
    return name;
  }

  json(name: string, value: unknown): void {
    writeWhole(path.join(this.folder, name), stringify(value, withAnyNumber));
  }
}

function writeWhole(file: string, content: string | Uint8Array): void {
  const temporary = `${file}.tmp`;
  writeFileSync(temporary, content);
  renameSync(temporary, file);
}

/** JSON has neither NaN nor infinities: a loss may be one. */
const withAnyNumber = (_name: string, value: unknown) =>
  typeof value === "number" && !Number.isFinite(value) ? { notFinite: String(value) } : value;
