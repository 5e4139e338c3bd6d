import { writeFileSync } from "node:fs";
import path from "node:path";
import { contentHash } from "../../src/course/contentHash";
import { temporaryFolder } from "../cli/temporaryFolder";
import { code, markdown, notebook } from "./smallCourse";

const folder = temporaryFolder();
function hashOf(content: object | string, name = "00-first.ipynb"): string {
  const file = path.join(folder, name);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return contentHash(file);
}

const cells = [markdown("t", "# A\n\nB"), code("a", "1")];
const original = notebook(cells);
const ran = notebook([markdown("t", "# A\n\nB"), code("a", "1", { execution_count: 1 })]);

test("a notebook that JupyterLab has opened and saved is the same", () => {
  const saved = {
    cells: [
      { source: ["# A\n", "\n", "B"], metadata: {}, id: "t", cell_type: "markdown" },
      { source: ["1"], outputs: [], metadata: {}, id: "a", execution_count: null, cell_type: "code" },
    ],
    metadata: { language_info: { name: "typescript", version: "6.0.3" } },
    nbformat_minor: 5,
    nbformat: 4,
  };
  expect(hashOf(saved)).toBe(hashOf(original));
});

test.each([
  ["has run", ran],
  ["has another text", notebook([markdown("t", "# A\n\nC"), code("a", "1")])],
  ["has one cell more", notebook([...cells, code("mine", "")])],
  ["has its cells in another order", notebook([...cells].reverse())],
])("a notebook that %s is another", (_what, other) => {
  expect(hashOf(other)).not.toBe(hashOf(original));
});

test("the start page is the same after it has run, and another with another text", () => {
  expect(hashOf(ran, "start.ipynb")).toBe(hashOf(original, "start.ipynb"));
  expect(hashOf(notebook([code("a", "2")]), "start.ipynb")).not.toBe(hashOf(original, "start.ipynb"));
});

test("any other file, and what is no notebook, is known by its bytes", () => {
  expect(hashOf("a", "network.ts")).not.toBe(hashOf("b", "network.ts"));
  expect(hashOf("half")).not.toBe(hashOf("half a notebook"));
  expect(hashOf("{}")).not.toBe(hashOf("{ }"));
});
