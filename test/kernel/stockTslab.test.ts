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
