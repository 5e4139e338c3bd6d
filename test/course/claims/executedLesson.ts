/** Lessons run as every learner can: without a network and without data beside them. */
import path from "node:path";
import { packageRoot } from "../../../src/engine";
import { type Notebook, type NotebookOutput, readNotebook, runNotebook, sourceOf } from "../../../src/kernel";
import type { Change } from "./claim";

const nowhere = "http://127.0.0.1:9";

/** An environment with neither data nor a network. */
export const offline = {
  TRAINBOOK_DATA: "",
  HTTPS_PROXY: nowhere,
  HTTP_PROXY: nowhere,
  https_proxy: nowhere,
  http_proxy: nowhere,
};

export const fileOf = (lesson: string) => path.join(packageRoot, "notebooks", `${lesson}.ipynb`);

/** A lesson with its outputs. */
export class ExecutedLesson {
  constructor(readonly notebook: Notebook) {}

  /** The cell's printed text, with its last value as text. @throws {Error} where there is no such cell. */
  text(cell: string): string {
    return this.outputs(cell)
      .map(({ text, data }) => joined(text ?? data?.["text/plain"]))
      .join("\n");
  }

  /** The numbers that the cell printed. */
  numbers(cell: string): number[] {
    return numbersIn(this.text(cell));
  }

  /** The numbers that stand directly after a label, such as those of `"accuracy"` in `accuracy: 0.97` and `accuracy 0.98`. */
  after(cell: string, label: string): number[] {
    const found = this.text(cell).matchAll(new RegExp(`(?<![\\w.])${escaped(label)}[:,]? +(${NUMBER})`, "g"));
    return [...found].map(([, number]) => Number(number?.replaceAll(",", "")));
  }

  /** The first number after a label. */
  first(cell: string, label: string): number {
    return this.after(cell, label)[0] ?? Number.NaN;
  }

  /** The last number after a label. */
  last(cell: string, label: string): number {
    return this.after(cell, label).at(-1) ?? Number.NaN;
  }

  /** The values of a chart: the rows of all of its data. */
  rows(cell: string): Record<string, unknown>[] {
    const chart = this.outputs(cell).find(({ data }) => data?.[VEGA_LITE])?.data?.[VEGA_LITE];
    return valuesIn(chart);
  }

  private outputs(cell: string): NotebookOutput[] {
    const found = this.notebook.cells.find(({ id }) => id === cell);
    if (!found) throw new Error(`there is no cell ${cell}`);
    return found.outputs ?? [];
  }
}

/**
 * Runs a lesson in a fresh kernel, as it is or with a change, with the data of `env`. Code that the change appends is the cell `appended`.
 *
 * @throws {Error} naming the cell that failed.
 */
export async function execute(
  lesson: string,
  change: Change = {},
  env: Record<string, string> = offline,
): Promise<ExecutedLesson> {
  const { notebook, failure } = await runNotebook(changed(readNotebook(fileOf(lesson)), change), {
    cwd: path.join(packageRoot, "notebooks"),
    env,
  });
  if (failure) throw new Error(`${lesson}, cell ${failure.cell}: ${failure.ename}: ${failure.evalue}`);
  return new ExecutedLesson(notebook);
}

function changed(notebook: Notebook, { edit = {}, until, append }: Change): Notebook {
  for (const [id, replacements] of Object.entries(edit)) {
    const cell = notebook.cells.find((one) => one.id === id);
    if (!cell) throw new Error(`there is no cell ${id} to change`);
    for (const [from, to] of replacements) {
      if (!sourceOf(cell).includes(from)) throw new Error(`cell ${id} has no ${JSON.stringify(from)}`);
      cell.source = sourceOf(cell).replaceAll(from, to);
    }
  }
  const end =
    until === undefined ? notebook.cells.length : notebook.cells.findIndex(({ id }) => id === until) + 1;
  const cells = notebook.cells.slice(0, end);
  if (append !== undefined) {
    cells.push({
      cell_type: "code",
      id: "appended",
      metadata: {},
      source: append,
      outputs: [],
      execution_count: null,
    });
  }
  return { ...notebook, cells };
}

const VEGA_LITE = "application/vnd.vegalite.v5+json";
const NUMBER = "-?\\d[\\d,]*\\.?\\d*(?:e-?\\d+)?";

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

function numbersIn(text: string): number[] {
  return [...text.matchAll(/-?\d+(?:\.\d+)?(?:e-?\d+)?/g)].map(([number]) => Number(number));
}

function joined(text: unknown): string {
  return Array.isArray(text) ? text.join("") : String(text ?? "");
}

function valuesIn(spec: unknown): Record<string, unknown>[] {
  if (Array.isArray(spec)) return spec.flatMap(valuesIn);
  if (typeof spec !== "object" || spec === null) return [];
  return Object.entries(spec).flatMap(([key, value]) =>
    key === "values" && Array.isArray(value) ? (value as Record<string, unknown>[]) : valuesIn(value),
  );
}
