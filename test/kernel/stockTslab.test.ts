/** Our plots under tslab's own kernel, as a learner with a tslab of their own has it. */
import path from "node:path";
import { packageRoot } from "../../src/engine";
import { runNotebook } from "../../src/kernel";
import { notebookOf } from "./notebooks/notebookOf";
import { stockKernel } from "./stockKernel";

const { kernelName, folder } = stockKernel();

test("under stock tslab display(plot) sends the picture, and a plot without one its text", async () => {
  const display = JSON.stringify(path.join(packageRoot, "dist", "display"));
  const cell = `const { display } = require(${display});
display.bundle({ "image/png": "AAAA", "text/plain": "a picture" });
display.png("AAAA", { alt: "a cat" });
display.bundle({ "application/vnd.vegalite.v5+json": {}, "text/plain": "a chart" });`;
  const run = await runNotebook(notebookOf([cell]), { kernelName, cwd: folder });
  expect(run.notebook.cells[0]?.outputs?.flatMap(({ data }) => data ?? [])).toEqual([
    { "image/png": "AAAA" },
    { "text/html": expect.stringMatching(/^<img src="data:image\/png;base64,AAAA" alt="a cat"/) },
    { "text/plain": "a chart" },
  ]);
});

test("under stock tslab a plot that is a cell's last value is drawn in that cell", async () => {
  const plotting = JSON.stringify(path.join(packageRoot, "dist", "plotting"));
  const cells = [
    `const { plot } = require(${plotting});`,
    "plot.history({ epoch: [0, 1], history: { loss: [2, 1] } })",
    "1 + 1",
  ];
  const { notebook } = await runNotebook(notebookOf(cells), { kernelName, cwd: folder });
  const [, drawn, next] = notebook.cells.map(({ outputs = [] }) => outputs);
  expect(drawn).toEqual([
    expect.objectContaining({
      data: { "text/markdown": expect.stringMatching(/^<img [^>]*alt="Learning curves/) },
    }),
    expect.objectContaining({ name: "stdout" }),
  ]);
  expect(next).toEqual([expect.objectContaining({ name: "stdout" })]);
});
