/** The hash of a file's contents, which tells whether a learner has touched it. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { NotebookCell } from "../kernel";
import { startPage } from "./navigation";

/**
 * The hash of a file's bytes; of a notebook the hash of its cells. JupyterLab writes the kernel's language into each notebook
 * that is opened and sorts what it saves, and that is not the learner's doing. Nor are outputs on the start page, which
 * shows how far the learner is.
 */
export function contentHash(file: string): string {
  const bytes = readFileSync(file);
  const content = file.endsWith(".ipynb") ? cellsText(bytes.toString(), path.basename(file)) : undefined;
  return createHash("sha256")
    .update(content ?? bytes)
    .digest("hex");
}

/** Undefined where the text is no notebook. */
function cellsText(text: string, name: string): string | undefined {
  try {
    const { cells } = JSON.parse(text) as { cells: NotebookCell[] };
    const kept = cells.map(({ source, outputs, execution_count, ...cell }) => ({
      ...cell,
      source: [source].flat().join(""),
      ...(name === startPage ? {} : { outputs, execution_count }),
    }));
    return JSON.stringify(kept, withSortedKeys);
  } catch {
    return undefined;
  }
}

const withSortedKeys = (_key: string, value: unknown) =>
  value !== null && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
