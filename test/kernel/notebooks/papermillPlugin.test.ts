/** Parameters in TypeScript, as papermill writes them with our plugin. Needs the papermill of the test list. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { environmentExecutable } from "../../../src/engine";
import {
  installKernelspec,
  installPapermillPlugin,
  jupyterVariables,
  type Notebook,
  sourceOf,
} from "../../../src/kernel";
import { notebookOf } from "./notebookOf";

const folder = mkdtempSync(path.join(tmpdir(), "trainbook-papermill-"));
let executed: Notebook;

beforeAll(() => {
  installKernelspec();
  installPapermillPlugin();
  const notebook = notebookOf([
    "let epochs = 1;\nlet name = 'mine';",
    "({ epochs, name, rates, deep, none })",
  ]);
  const [parameters] = notebook.cells;
  if (parameters) parameters.metadata.tags = ["parameters"];
  notebook.metadata.kernelspec = {
    name: "tslab",
    language: "typescript",
    display_name: "TypeScript (tslab)",
  };
  writeFileSync(path.join(folder, "in.ipynb"), JSON.stringify(notebook));
  writeFileSync(
    path.join(folder, "parameters.yaml"),
    'epochs: 3\nname: "say \\"hi\\" \\\\ ü"\nrates: [0.5, 2]\ndeep: { "a b": [true, null] }\nnone: null\n',
  );
  execFileSync(
    environmentExecutable("python"),
    ["-m", "papermill", "in.ipynb", "out.ipynb", "-f", "parameters.yaml", "--no-progress-bar"],
    { cwd: folder, env: { ...process.env, ...jupyterVariables() }, stdio: "pipe" },
  );
  executed = JSON.parse(readFileSync(path.join(folder, "out.ipynb"), "utf8"));
});
afterAll(() => rmSync(folder, { recursive: true }));

test("papermill puts a cell of TypeScript declarations behind the cell tagged parameters", () => {
  const injected = executed.cells.find(({ metadata }) =>
    String(metadata.tags).includes("injected-parameters"),
  );
  expect(injected && sourceOf(injected)).toBe(`// Parameters
let epochs = 3;
let name = "say \\"hi\\" \\\\ ü";
let rates = [0.5, 2];
let deep = { "a b": [true, null] };
let none = null;
`);
});

test("the parameters are what later cells see", () => {
  const shown = executed.cells.at(-1)?.outputs?.[0]?.data?.["text/plain"];
  expect([shown].flat().join("")).toBe(
    "{\n  epochs: 3,\n  name: 'say \"hi\" \\\\ ü',\n  rates: [ 0.5, 2 ],\n  deep: { 'a b': [ true, null ] },\n  none: null\n}",
  );
});
