/** Our plots under tslab's own kernel, as a learner with a tslab of their own has it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { packageRoot } from "../../src/engine";
import { runNotebook } from "../../src/kernel";
import { notebookOf } from "./notebooks/notebookOf";

const folder = mkdtempSync(path.join(tmpdir(), "trainbook-stock-"));
const before = process.env.JUPYTER_PATH;

beforeAll(() => {
  const kernel = path.join(folder, "kernels", "stock");
  mkdirSync(kernel, { recursive: true });
  const tslab = path.join(packageRoot, "node_modules", "tslab", "bin", "tslab");
  const argv = [process.execPath, tslab, "kernel", "--config-path", "{connection_file}"];
  writeFileSync(
    path.join(kernel, "kernel.json"),
    JSON.stringify({ argv, display_name: "stock", language: "typescript" }),
  );
  process.env.JUPYTER_PATH = folder;
});

afterAll(() => {
  if (before === undefined) delete process.env.JUPYTER_PATH;
  else process.env.JUPYTER_PATH = before;
  rmSync(folder, { recursive: true });
});

test("under stock tslab display(plot) sends the picture, and a plot without one its text", async () => {
  const display = JSON.stringify(path.join(packageRoot, "dist", "display"));
  const cell = `const { display } = require(${display});
display.bundle({ "image/png": "AAAA", "text/plain": "a picture" });
display.png("AAAA", { alt: "a cat" });
display.bundle({ "application/vnd.vegalite.v5+json": {}, "text/plain": "a chart" });`;
  const run = await runNotebook(notebookOf([cell]), { kernelName: "stock", cwd: folder });
  expect(run.notebook.cells[0]?.outputs?.flatMap(({ data }) => data ?? [])).toEqual([
    { "image/png": "AAAA" },
    { "text/html": expect.stringMatching(/^<img src="data:image\/png;base64,AAAA" alt="a cat"/) },
    { "text/plain": "a chart" },
  ]);
});
