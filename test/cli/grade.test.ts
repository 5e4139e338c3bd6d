/** `trainbook grade` as a teacher calls it: a command, its text, its exit code, its reports. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { packageRoot } from "../../src/engine";
import { printable } from "../../src/grading";
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
    "empty/notes.txt": "",
    "endless.ipynb": exercise("await new Promise(() => {});"),
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
}, 300_000);

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
}, 300_000);

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
}, 300_000);

test("grade goes on after a broken notebook and reports it", async () => {
  const { code, stdout, stderr } = await grade(["broken.ipynb", "started.ipynb", "--json", "both.json"]);
  expect(stderr).toMatch(/^error: broken\.ipynb is not a notebook: it is not JSON/m);
  expect(stdout).toContain("0 of 2 notebooks with full marks\n");
  expect(code).toBe(1);
  const { grades } = JSON.parse(readFileSync(at("both.json"), "utf8"));
  expect(grades[0]).toEqual({
    student: "broken",
    notebook: "broken.ipynb",
    error: expect.stringContaining("not JSON"),
  });
  expect(grades[1]).toMatchObject({ notebook: "started.ipynb", points: 0 });
}, 300_000);

const wrongCalls: [string, string[], string][] = [
  ["a missing file", ["started.ipynb", "nowhere.ipynb"], "error: There is no notebook nowhere.ipynb."],
  ["a notebook that is no exercise", ["lesson.ipynb"], "error: lesson.ipynb is not an exercise"],
  ["an unknown option", ["started.ipynb", "--fast"], "error: unknown option '--fast'"],
  ["a timeout of nothing", ["started.ipynb", "--timeout", "0"], "Seconds above 0 are expected."],
  [
    "--executed with two notebooks",
    ["started.ipynb", "started.ipynb", "--executed", "one.ipynb"],
    "error: --executed takes one notebook.",
  ],
  ["no job", ["started.ipynb", "--jobs", "0"], "A whole number from 1 is expected."],
  ["a memory of nothing", ["started.ipynb", "--memory", "none"], "Gigabytes above 0 are expected."],
  ["a folder without exercises", ["empty"], "error: There is no exercise in empty."],
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
  const options = [
    "--jobs <number>",
    "--csv <file>",
    "--json <file>",
    "--html <path>",
    "--junit <file>",
  ].concat([
    "--executed <file>",
    "--timeout <seconds>",
    "--run-timeout <seconds>",
    "--memory <GB>",
    "--network",
  ]);
  for (const option of options) expect(stdout).toContain(option);
  expect(code).toBe(0);
});

test("grade stops at Ctrl+C, and keeps what was graded before", async () => {
  const { code, stderr } = await grade(["started.ipynb", "endless.ipynb", "--json", "kept.json"], {
    started: (child) => void until(() => existsSync(at("kept.json"))).then(() => child.kill("SIGINT")),
  });
  expect(stderr).toContain("Interrupted; the kernel is stopped");
  expect(code).toBe(130);
  expect(JSON.parse(readFileSync(at("kept.json"), "utf8")).grades).toHaveLength(1);
}, 300_000);

test("grade --jobs 2 grades a class: what is endless, takes all memory, crashes or is broken costs only itself", async () => {
  const wrong = "let history = 3;";
  writeFiles(folder, {
    "class/ada/01-fashion-mnist.ipynb": readFileSync(
      path.join(packageRoot, "exercises", "01-fashion-mnist.ipynb"),
      "utf8",
    ),
    "class/bo.ipynb": exercise(wrong, "console.log('<b>bo</b> \u001b[2J');"),
    "class/broken.ipynb": '{ "nbformat": 4, ',
    "class/crash.ipynb": exercise(wrong, "process.abort();"),
    "class/cy.ipynb": exercise(`${wrong} // mine`, "console.log('<b>bo</b> \u001b[2J')"),
    "class/endless.ipynb": exercise(wrong, "while (true);"),
    "class/hog.ipynb": exercise(
      wrong,
      "const kept: unknown[] = [];\nfor (;;) kept.push(new Uint8Array(5e7).fill(1));",
    ),
    "class/lesson.ipynb": JSON.stringify(notebookOf(["1 + 1"])),
    "class/.ipynb_checkpoints/bo-checkpoint.ipynb": exercise(wrong),
  });
  // A busy machine takes a while to start a kernel, and its first cell is timed too.
  const { code, stdout, stderr } = await grade(
    ["class", "--jobs", "2", "--timeout", "40", "--memory", "1.5"].concat(
      ["--csv", "reports/grades.csv", "--json", "reports/grades.json", "--junit", "reports/grades.xml"],
      ["--html", "reports/site"],
    ),
  );
  expect(code).toBe(1);
  expect(stderr).toContain("class/lesson.ipynb is not an exercise, and is left out.\n");
  expect(stderr).toMatch(/^Graded (in|without) namespaces: /m);
  expect(stderr).toMatch(/^error: class\/broken\.ipynb is not a notebook/m);

  const table = stdout.slice(stdout.indexOf("\nname ") + 1).split("\n");
  expect(table.slice(0, 8).map((line) => line.replace(/ +[\d.]+$/, ""))).toEqual([
    "name     points  checks     seconds",
    expect.stringMatching(/^ada {8}0\/10 /),
    "bo         0/10  ––––✗✗✗––",
    expect.stringMatching(/^broken {8}– {2}class\/broken\.ipynb is not a notebook/),
    "crash      0/10  ––––✗✗✗––",
    "cy         0/10  ––––✗✗✗––",
    "endless    0/10  ––––✗✗✗––",
    "hog        0/10  ––––✗✗✗––",
  ]);
  expect(stdout).toContain("  the same code: class/bo.ipynb, class/cy.ipynb\n");
  expect(stdout).toBe(printable(stdout));

  const { grades } = JSON.parse(readFileSync(at("reports/grades.json"), "utf8"));
  const failures = grades.map((one: { student: string; failure?: { kind: string } }) => [
    one.student,
    one.failure?.kind,
  ]);
  expect(Object.fromEntries(failures)).toEqual({
    ada: undefined,
    bo: undefined,
    broken: undefined,
    crash: "dead kernel",
    cy: undefined,
    endless: "timeout",
    hog: "limit",
  });
  expect(readFileSync(at("reports/grades.csv"), "utf8").split("\r\n")).toHaveLength(9);
  expect(readFileSync(at("reports/grades.xml"), "utf8").match(/<testsuite /g)).toHaveLength(7);
  expect(readdirSync(at("reports/site/students"))).toHaveLength(7);
  expect(readFileSync(at("reports/site/students/bo.html"), "utf8")).toContain(
    '<pre class="output">&lt;b&gt;bo&lt;/b&gt;</pre>',
  );
}, 900_000);
