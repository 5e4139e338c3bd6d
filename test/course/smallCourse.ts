/** A course of two lessons and an exercise, as a checkout holds it, in a folder of its own. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Notebook, NotebookCell } from "../../src/kernel";

export const markdown = (id: string, source: string): NotebookCell => ({
  cell_type: "markdown",
  id,
  metadata: {},
  source,
});

export const code = (id: string, source: string, more: Partial<NotebookCell> = {}): NotebookCell => ({
  cell_type: "code",
  id,
  metadata: {},
  source,
  outputs: [],
  execution_count: null,
  ...more,
});

export const notebook = (cells: NotebookCell[], trainbook?: object): Notebook => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: trainbook ? { trainbook } : {},
  cells,
});

const table = "<!-- course: written by `npm run course` -->\n<!-- /course -->";

export const smallCourse: Record<string, Notebook | string> = {
  "notebooks/00-first.ipynb": notebook([
    markdown("title", "# The first | one: with a colon\n\nWords."),
    code("a", "1 + 1"),
    code("b", "2 + 2"),
  ]),
  "notebooks/03-second.ipynb": notebook([markdown("title", "# The second"), code("a", "3")], {
    gives: "do more",
    needs: ["00-first"],
    exercises: ["01-fashion-mnist"],
  }),
  "notebooks/start.ipynb": notebook([markdown("map", `Before.\n\n${table}\n\nAfter.`)]),
  "solutions/01-fashion-mnist.ipynb": notebook(
    [markdown("title", "# Exercise 1 · Clothes"), code("check", 'await check("exercise-1", {});')],
    { gives: "tell clothes apart", needs: ["03-second"] },
  ),
  "README.md": `# Small\n\n${table}\n`,
};

/** Writes files into a folder; notebooks as JSON. */
export function writeCourse(folder: string, files: Record<string, Notebook | string> = smallCourse): void {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  }
}

export const readCells = (file: string): NotebookCell[] => JSON.parse(readFileSync(file, "utf8")).cells;
