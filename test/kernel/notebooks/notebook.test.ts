import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { NotebookError, readNotebook, sourceOf, writeNotebook } from "../../../src/kernel";

const folder = mkdtempSync(path.join(tmpdir(), "trainbook-notebook-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(content: string): string {
  const name = path.join(folder, "lesson.ipynb");
  writeFileSync(name, content);
  return name;
}

const broken: [what: string, content: string, message: RegExp][] = [
  ["text", "not JSON", /lesson\.ipynb is not a notebook: it is not JSON/],
  ["a list", "[]", /is JSON but not a notebook: it has no nbformat/],
  ["null", "null", /is JSON but not a notebook/],
  ["a notebook without cells", '{"nbformat":4}', /it has no cells/],
  ["a notebook with an empty cell", '{"nbformat":4,"cells":[null]}', /its cell 1 has no cell_type/],
  [
    "a notebook with a cell without text",
    '{"nbformat":4,"cells":[{"cell_type":"code","source":"","metadata":{}},{"cell_type":"code","metadata":{}}]}',
    /its cell 2 has no source/,
  ],
  [
    "a notebook with a cell without metadata",
    '{"nbformat":4,"cells":[{"cell_type":"code","source":[]}]}',
    /its cell 1 has no metadata/,
  ],
  ["a notebook of format 3", '{"nbformat":3,"worksheets":[]}', /of format 3; format 4 is expected/],
];

test.each(broken)("readNotebook of %s says what is wrong", (_what, content, message) => {
  expect(() => readNotebook(file(content))).toThrow(message);
});

test("readNotebook of a file that is not there throws a NotebookError that says it is missing", () => {
  const read = () => readNotebook(path.join(folder, "nowhere.ipynb"));
  expect(read).toThrow(NotebookError);
  expect(read).toThrow(expect.objectContaining({ missing: true }));
});

test("readNotebook takes a byte order mark, and sourceOf lines of Windows", () => {
  const cell = { cell_type: "code", source: ["1 +\r\n", "1"], metadata: {} };
  const { cells } = readNotebook(
    file(`\uFEFF${JSON.stringify({ nbformat: 4, nbformat_minor: 2, cells: [cell] })}`),
  );
  expect(cells.map(sourceOf)).toEqual(["1 +\n1"]);
});

test("writeNotebook writes what readNotebook reads, indented by one space, and leaves no other file", () => {
  const name = path.join(folder, "out", "kept.ipynb");
  const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] };
  writeNotebook(name, notebook);
  expect(readNotebook(name)).toEqual(notebook);
  expect(readFileSync(name, "utf8")).toMatch(/^\{\n "nbformat": 4,/);
  expect(readdirSync(path.dirname(name))).toEqual(["kept.ipynb"]);
});
