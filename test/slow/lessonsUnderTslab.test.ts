/** The course under tslab's own kernel, as a reader with a tslab of their own has it. */
import path from "node:path";
import { readCourse } from "../../src/course";
import { packageRoot } from "../../src/engine";
import { type NotebookCell, readNotebook, runNotebook, sourceOf } from "../../src/kernel";
import { offline } from "../course/claims/executedLesson";
import { stockKernel } from "../kernel/stockKernel";
import { isRelease } from "../release";

/** For every change, what is quick; for a release, everything. */
const quick = ["01-elements", "02-preparing-data", "01-fashion-mnist"];
const notebooks = readCourse(packageRoot).filter(({ name }) => isRelease || quick.includes(name));

const { kernelName } = stockKernel();

const isPlotted = (cell: NotebookCell) => cell.cell_type === "code" && sourceOf(cell).includes("plot.");

test.each(notebooks)(
  "$name runs from top to bottom, and shows its pictures",
  async ({ source }) => {
    const { notebook, cells, failure } = await runNotebook(readNotebook(source), {
      kernelName,
      cwd: path.dirname(source),
      env: offline,
    });
    const outputs = notebook.cells.flatMap((cell) => cell.outputs ?? []);
    // Stock tslab writes its errors there, and they say more than the reply.
    const red = outputs.filter(({ name }) => name === "stderr").map(({ text }) => [text].flat().join(""));
    expect(red).toEqual([]);
    expect(failure).toBeUndefined();
    expect(cells.filter(({ status }) => status !== "ok")).toEqual([]);
    if (!notebook.cells.some((cell) => isPlotted(cell))) return;
    const pages = outputs.map(({ data }) =>
      [data?.["text/html"] ?? data?.["text/markdown"] ?? ""].flat().join(""),
    );
    expect(pages.filter((page) => /<img[^>]* alt="[^"]|!\[[^\]]/.test(page)).length).toBeGreaterThan(0);
  },
  900_000,
);
