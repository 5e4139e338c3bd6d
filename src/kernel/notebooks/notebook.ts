/** Notebooks as files: nbformat 4, read with a check of the little that we rely on, written as Jupyter writes it. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { TrainbookError } from "../../trainbookError";

/** A notebook, nbformat 4. */
export interface Notebook {
  nbformat: number;
  nbformat_minor: number;
  metadata: Record<string, unknown>;
  cells: NotebookCell[];
}

/** A cell; `source` and texts in outputs may be split into lines. */
export interface NotebookCell {
  cell_type: "code" | "markdown" | "raw";
  source: string | string[];
  metadata: Record<string, unknown>;
  id?: string;
  outputs?: NotebookOutput[];
  execution_count?: number | null;
}

/** An output of a code cell. */
export interface NotebookOutput {
  output_type: "stream" | "display_data" | "execute_result" | "error";
  name?: "stdout" | "stderr";
  text?: string | string[];
  data?: Record<string, unknown>;
  metadata?: Record<string, unknown>;
  execution_count?: number | null;
  ename?: string;
  evalue?: string;
  traceback?: string[];
}

/** A file is no notebook; `missing` where there is no such file. */
export class NotebookError extends TrainbookError {
  readonly missing: boolean;

  constructor(message: string, options: { cure?: string; cause?: unknown; missing?: boolean } = {}) {
    super(message, options);
    this.missing = options.missing ?? false;
  }
}

/** Options of `readNotebook`. */
export interface ReadNotebookOptions {
  /** Takes cells that are none as they are, of a notebook that somebody edited by hand. Defaults to false. */
  isTolerant?: boolean;
}

/**
 * Reads a notebook.
 *
 * @throws NotebookError where the file is missing, not JSON, or not a notebook of format 4.
 */
export function readNotebook(file: string, { isTolerant = false }: ReadNotebookOptions = {}): Notebook {
  const content = parse(file, read(file));
  const { nbformat, cells } = (content ?? {}) as Partial<Notebook>;
  if (typeof nbformat !== "number" || (nbformat === 4 && !Array.isArray(cells))) {
    throw new NotebookError(
      `${file} is JSON but not a notebook: it has no ${nbformat ? "cells" : "nbformat"}.`,
    );
  }
  if (nbformat !== 4) {
    throw new NotebookError(`${file} is a notebook of format ${nbformat}; format 4 is expected.`, {
      cure: `jupyter nbconvert --to notebook --nbformat 4 ${file}`,
    });
  }
  if (!isTolerant) requireCells(file, cells as unknown[]);
  return content as Notebook;
}

function requireCells(file: string, cells: readonly unknown[]): void {
  for (const [index, cell] of cells.entries()) {
    const missing = missingIn(cell);
    if (missing === undefined) continue;
    throw new NotebookError(`${file} is JSON but not a notebook: its cell ${index + 1} has no ${missing}.`);
  }
}

function missingIn(cell: unknown): keyof NotebookCell | undefined {
  const { cell_type, source, metadata } = (cell ?? {}) as Partial<Record<keyof NotebookCell, unknown>>;
  const isText = typeof source === "string" || (Array.isArray(source) && source.every(isString));
  if (!isString(cell_type)) return "cell_type";
  if (!isText) return "source";
  return typeof metadata === "object" && metadata !== null ? undefined : "metadata";
}

const isString = (value: unknown) => typeof value === "string";

function read(file: string): string {
  try {
    // Some editors write a byte order mark, which JSON has no place for.
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new NotebookError(`There is no notebook ${file}.`, { cause, missing: true });
    if (code === "EISDIR")
      throw new NotebookError(`${file} is a folder, not a notebook.`, { cause, missing: true });
    throw new NotebookError(`${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new NotebookError(`${file} is not a notebook: it is not JSON (${(cause as Error).message}).`, {
      cause,
    });
  }
}

/** Writes a notebook with Jupyter's layout; an interrupted write leaves the old file as it was. */
export function writeNotebook(file: string, notebook: Notebook): void {
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, `${JSON.stringify(notebook, null, 1)}\n`);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** A cell's source as one string, its lines ended as Jupyter ends them. */
export function sourceOf(cell: NotebookCell): string {
  const source = Array.isArray(cell.source) ? cell.source.join("") : cell.source;
  return source.replace(/\r\n?/g, "\n");
}

/** A text as Jupyter stores sources: one string a line, so that changes read well in git. */
export function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
