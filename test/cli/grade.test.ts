/** `trainbook grade` as a teacher calls it: a command, its text, its exit code, its reports. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { printable } from "../../src/cli/printable";
import { packageRoot } from "../../src/engine";
import { readNotebook } from "../../src/kernel";
import { notebookOf } from "../kernel/notebooks/notebookOf";
import { runNode, until } from "./runCommand";
import { temporaryFolder, writeFiles } from "./temporaryFolder";

const folder = temporaryFolder();
const at = (name: string) => path.join(folder, name);
const grade = (args: string[], options: Parameters<typeof runNode>[1] = {}) =>
  runNode([path.join(packageRoot, "bin", "trainbook.js"), "grade", ...args], { cwd: folder, ...options });

const exercise = (...sources: string[]) =>
  JSON.stringify({ ...notebookOf(sources), metadata: { trainbook: { exercise: "exercise-1" } } });

beforeAll(async () => {
  writeFiles(folder, {
    "started.ipynb": exercise("let history = 3;"),
    "lesson.ipynb": JSON.stringify(notebookOf(["1 + 1"])),
    "broken.ipynb": '{ "nbformat": 4, ',
    "endless.ipynb": exercise(
      `require("fs").writeFileSync(${JSON.stringify(at("running.txt"))}, "");\nawait new Promise(() => {});`,
    ),
  });
  // In a checkout the first call after a change builds, and says so.
  await grade(["--help"]);
}, 600_000);

test("grade prints checks, points and hints, and exits with 1 below full marks", async () => {
  const { code, stdout } = await grade([
    "started.ipynb",
    "--json",
    "out/grades.json",
    "--html",
    "out/grades.html",
  ]);
  expect(stdout).toMatch(/^started\.ipynb \(\d+\.\d s\)\nExercise 1: A network that knows clothes\n/);
  expect(stdout).toContain(
    "  ✗ 0/1  Loss and accuracy are recorded for 10 epochs\n" +
      "         `history` is not what `fit` returns: an object that holds `epoch` and\n" +
      "         `history`.\n" +
      "         Hint: What `fit` returns",
  );
  expect(stdout).toContain("  – 0/2  It recognises images that it has never seen (not attempted yet)\n");
  expect(stdout).toContain("  0 of 10 points\n  ! The cell check was missing; it was put back.\n");
  expect(code).toBe(1);

  const { grades } = JSON.parse(readFileSync(at("out/grades.json"), "utf8"));
  expect(grades).toMatchObject([
    { notebook: "started.ipynb", exercise: "exercise-1", points: 0, maximum: 10 },
  ]);
  expect(grades[0].checks[4]).toMatchObject({ id: "epochs", status: "failed", points: 0, maximum: 1 });
  expect(readFileSync(at("out/grades.html"), "utf8")).toContain("<h2>started.ipynb</h2>");
  expect(readdirSync(at("out")).sort()).toEqual(["grades.html", "grades.json"]);
});

test("grade --executed writes the notebook as it ran, with the card of the grade in its check cell", async () => {
  const { code } = await grade(["started.ipynb", "--executed", "out/executed.ipynb"]);
  expect(code).toBe(1);
  const { cells } = readNotebook(at("out/executed.ipynb"));
  expect(cells.map(({ id }) => id)).toEqual(["cell-0", "check"]);
  const outputs = cells[1]?.outputs ?? [];
  expect(outputs).toHaveLength(1);
  expect(outputs[0]?.data?.["text/plain"]).toMatch(
    /^Exercise 1[\s\S]*\n {2}0 of 10 points\n {2}! The cell check was/,
  );
  expect(outputs[0]?.data?.["text/html"]).toContain("<p>The cell check was missing; it was put back.</p>");
}, 120_000);

test("grade reads a notebook as an editor of Windows leaves it, and prints none of its control sequences", async () => {
  const source = 'let history = 3;\r\n// \u001b[2J\r\nthrow new Error("\u001b[31mred");';
  const cell = { cell_type: "code", metadata: {}, source, outputs: [], execution_count: null };
  const metadata = { trainbook: { exercise: "exercise-1" } };
  const notebook = { nbformat: 4, nbformat_minor: 2, metadata, cells: [cell] };
  writeFiles(folder, { "windows.ipynb": `\ufeff${JSON.stringify(notebook)}` });
  const { code, stdout } = await grade(["windows.ipynb"]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: printable(stdout) });
  expect(stdout).toContain("0 of 10 points");
  expect(stdout).toContain("Error: red");
}, 120_000);

test("grade goes on after a broken notebook and reports it", async () => {
  const { code, stdout, stderr } = await grade(["broken.ipynb", "started.ipynb", "--json", "both.json"]);
  expect(stderr).toMatch(/^error: broken\.ipynb is not a notebook: it is not JSON/);
  expect(stdout).toContain("0 of 2 notebooks with full marks\n");
  expect(code).toBe(1);
  const { grades } = JSON.parse(readFileSync(at("both.json"), "utf8"));
  expect(grades[0]).toEqual({ notebook: "broken.ipynb", error: expect.stringContaining("not JSON") });
  expect(grades[1]).toMatchObject({ notebook: "started.ipynb", points: 0 });
});

const wrongCalls: [string, string[], string][] = [
  ["a missing file", ["started.ipynb", "nowhere.ipynb"], "error: There is no notebook nowhere.ipynb."],
  [
    "a notebook that is no exercise",
    ["started.ipynb", "lesson.ipynb"],
    "error: lesson.ipynb is not an exercise",
  ],
  ["an unknown option", ["started.ipynb", "--fast"], "error: unknown option '--fast'"],
  ["a timeout of nothing", ["started.ipynb", "--timeout", "0"], "Seconds above 0 are expected."],
  [
    "--executed with two notebooks",
    ["started.ipynb", "started.ipynb", "--executed", "one.ipynb"],
    "error: --executed takes one notebook.",
  ],
  ["no notebook", [], "error: missing required argument 'notebook'"],
];

test.each(wrongCalls)(
  "grade refuses %s with exit code 2 before it grades anything",
  async (_, args, message) => {
    const { code, stdout, stderr } = await grade(args);
    expect(stderr).toContain(message);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  },
);

test("grade --help shows its options", async () => {
  const { code, stdout } = await grade(["--help"]);
  for (const option of ["--json <file>", "--html <file>", "--executed <file>", "--timeout <seconds>"])
    expect(stdout).toContain(option);
  expect(code).toBe(0);
});

test("grade stops at Ctrl+C, and keeps what was graded before", async () => {
  const { code, stderr } = await grade(["started.ipynb", "endless.ipynb", "--json", "kept.json"], {
    started: (child) => void until(() => existsSync(at("running.txt"))).then(() => child.kill("SIGINT")),
  });
  expect(stderr).toContain("Interrupted; the kernel is stopped");
  expect(code).toBe(130);
  expect(JSON.parse(readFileSync(at("kept.json"), "utf8")).grades).toHaveLength(1);
});
