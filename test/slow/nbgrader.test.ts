/** A course that `trainbook nbgrader` writes, with nbgrader's own commands: release, autograde, feedback. */
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { nbgraderEnvironment } from "../../src/cli/setup";
import { environmentExecutable, packageRoot } from "../../src/engine";
import { type Notebook, type NotebookCell, readNotebook, sourceOf } from "../../src/kernel";
import { type CommandResult, runNode } from "../cli/runCommand";
import { temporaryFolder } from "../cli/temporaryFolder";
import { offline } from "../course/claims/executedLesson";
import { isRelease } from "../release";

const folder = temporaryFolder();
const course = path.join(folder, "course");
const assignment = "01-fashion-mnist";
const file = (kind: string, student: string, name = `${assignment}.ipynb`) =>
  path.join(course, kind, student, assignment, name);

const hidden = "const secret = scores.accuracy > 2;";
/** An instructor's own graded cell: nobody passes its hidden test. */
const extra: NotebookCell = {
  cell_type: "code",
  id: "extra",
  metadata: {
    nbgrader: {
      schema_version: 3,
      grade_id: "extra",
      grade: true,
      points: 2,
      locked: true,
      solution: false,
      task: false,
    },
  },
  source: `// Is the exam good enough?\n// BEGIN HIDDEN TESTS\n${hidden}\nif (!secret) throw new Error("not yet");\n// END HIDDEN TESTS`,
  outputs: [],
  execution_count: null,
};

function nbgrader(args: string[], cwd = course): Promise<CommandResult> {
  const program = environmentExecutable("nbgrader", nbgraderEnvironment);
  // As in an environment that is active: nbgrader calls a program beside it by its name.
  const PATH = [path.dirname(program), process.env.PATH].join(path.delimiter);
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...offline, PATH } });
    const result: CommandResult = { code: null, stdout: "", stderr: "" };
    child.stdout.on("data", (chunk) => (result.stdout += chunk));
    child.stderr.on("data", (chunk) => (result.stderr += chunk));
    child.once("error", reject);
    child.once("close", (code) => resolve({ ...result, code }));
  });
}

// Submissions -----------------------------------------------------------------------------------------------

const solution = readNotebook(path.join(packageRoot, "solutions", `${assignment}.ipynb`));
const solved = (id: string) => {
  const cell = solution.cells.find((one) => one.id === id);
  return { [id]: cell ? sourceOf(cell) : "" };
};
const half = { ...solved("task-1"), ...solved("task-2"), ...solved("task-3") };

function submission(changes: Record<string, string>): Notebook {
  const released = readNotebook(path.join(course, "release", assignment, `${assignment}.ipynb`));
  const cells = released.cells.map((cell) => ({ ...cell, source: changes[cell.id ?? ""] ?? sourceOf(cell) }));
  return { ...released, cells };
}

function withoutIds(notebook: Notebook, minor: number): Notebook {
  return { ...notebook, nbformat_minor: minor, cells: notebook.cells.map(({ id: _, ...cell }) => cell) };
}

function ofWindows(notebook: Notebook): string {
  const cells = notebook.cells.map((cell) => ({ ...cell, source: sourceOf(cell).replaceAll("\n", "\r\n") }));
  return `\ufeff${JSON.stringify({ ...notebook, cells }, null, 1).replaceAll("\n", "\r\n")}`;
}

function withoutCheck(notebook: Notebook): Notebook {
  return { ...notebook, cells: notebook.cells.filter(({ id }) => id !== "check") };
}

/** A learner who writes the number, and says that this is another exercise. */
function dishonest(notebook: Notebook): Notebook {
  const cells = notebook.cells.map((cell) => (cell.id === "check" ? { ...cell, source: "10" } : cell));
  return { ...notebook, cells, metadata: { ...notebook.metadata, trainbook: { exercise: "exercise-3" } } };
}

const cutOff = "model.compile({ optimizer: 'adam', loss: 'sparse_categorical_crossentropy'";

/** Each with its points. */
const submissions: Record<string, [number, () => Notebook | string]> = {
  right: [10, () => submission({ ...half, ...solved("task-4"), ...solved("task-5") })],
  half: [4, () => withoutIds(submission(half), 5)],
  empty: [0, () => submission({})],
  "syntax-error": [3, () => withoutIds(submission({ ...half, "task-3": cutOff }), 4)],
  dishonest: [1, () => dishonest(submission(solved("task-1")))],
  ...(isRelease
    ? {
        windows: [4, () => ofWindows(withoutIds(submission(half), 0))],
        "deleted-check": [4, () => withoutCheck(submission(half))],
      }
    : {}),
};

function submit(student: string, notebook: Notebook | string): void {
  mkdirSync(path.dirname(file("submitted", student)), { recursive: true });
  const text = typeof notebook === "string" ? notebook : JSON.stringify(notebook);
  writeFileSync(file("submitted", student), text);
}

// The course ------------------------------------------------------------------------------------------------

let autograded: CommandResult;
let timedOut: CommandResult;
let scores: Record<string, number>;
const feedback = (student: string) => readFileSync(file("feedback", student, `${assignment}.html`), "utf8");

beforeAll(async () => {
  await runNode([path.join(packageRoot, "bin", "trainbook.js"), "nbgrader", course]);
  const source = path.join(course, "source", assignment, `${assignment}.ipynb`);
  const notebook = readNotebook(source);
  writeFileSync(source, JSON.stringify({ ...notebook, cells: [...notebook.cells, extra] }));
  const generated = await nbgrader(["generate_assignment", assignment]);
  if (generated.code !== 0) throw new Error(generated.stderr);

  for (const [student, [, made]] of Object.entries(submissions)) submit(student, made());
  submit("broken", '{ "cells": [');
  autograded = await nbgrader(["autograde", assignment]);
  submit("endless", submission({ ...half, "task-4": "let history: History;\nwhile (true) { }" }));
  timedOut = await nbgrader(["autograde", assignment, "--student=endless", "--TrainbookGrade.timeout=20"]);
  await nbgrader(["generate_feedback", assignment]);
  await nbgrader(["export"]);
  const [head = "", ...rows] = readFileSync(path.join(course, "grades.csv"), "utf8").trim().split(/\r?\n/);
  const [student, score] = ["student_id", "score"].map((name) => head.split(",").indexOf(name));
  scores = Object.fromEntries(
    rows.map((row) => row.split(",")).map((row) => [row[student ?? 0], Number(row[score ?? 0])]),
  );
}, 900_000);

test("what is released is the exercise that trainbook hands out, and holds no hidden test", () => {
  const handedOut = readNotebook(path.join(packageRoot, "exercises", `${assignment}.ipynb`));
  const sources = ({ cells }: Notebook) =>
    cells.filter(({ id }) => !id?.startsWith("navigation")).map(sourceOf);
  const released = submission({});
  expect(sources(released)).toEqual([...sources(handedOut), "// Is the exam good enough?"]);
});

test.each(Object.entries(submissions))(
  "%s gets the grader's points, as its feedback says",
  (student, [points]) => {
    expect(autograded.stderr).not.toContain(`for student '${student}'`);
    expect(scores[student]).toBe(points);
    expect(feedback(student)).toContain(`${points} of 10 points`);
    expect(feedback(student)).toMatch(new RegExp(`Score: ${points}\\.0 / 10\\.0`));
  },
);

test("a submission with an endless loop ends, and its feedback says why", () => {
  expect(timedOut.code).toBe(0);
  const [, points] = /(\d+) of 10 points/.exec(feedback("endless")) ?? [];
  expect(scores.endless).toBe(Number(points));
  expect(scores.endless).toBeLessThanOrEqual(4);
  expect(feedback("endless")).toContain("took too long: Timeout");
});

test("a submission that is no notebook is named, and costs only itself", () => {
  expect(autograded.code).toBe(1);
  expect(autograded.stderr).toContain(
    `There was an error processing assignment '${assignment}' for student 'broken'`,
  );
  expect(existsSync(file("autograded", "broken"))).toBe(false);
});

test("hidden tests are run, and are in no feedback", () => {
  const [ran] = readNotebook(file("autograded", "right")).cells.slice(-1);
  expect(ran && sourceOf(ran)).toContain(hidden);
  expect(ran?.outputs?.[0]).toMatchObject({ output_type: "error", evalue: "not yet" });
  // As text, for colours stand between its words; and in short, for a page holds 200 kB of styles.
  const page = feedback("right").replace(/<style[\s\S]*?<\/style>|<[^>]*>/g, "");
  expect(page).toContain("not yet");
  expect(page.match(/.*secret.*/g)).toBeNull();
});

test("a grader that does not start is an error, and saves no grade", async () => {
  submit("unlucky", submission({}));
  const { code, stderr } = await nbgrader([
    "autograde",
    assignment,
    "--student=unlucky",
    "--TrainbookGrade.command=no-such-program",
  ]);
  expect(code).toBe(1);
  expect(stderr).toContain("GradingError: no-such-program grade");
  expect(existsSync(file("autograded", "unlucky"))).toBe(false);
}, 120_000);

describe("with a changed configuration", () => {
  const other = path.join(folder, "other");
  const configure = (change: (text: string) => string) => {
    const config = path.join(course, "nbgrader_config.py");
    writeFileSync(path.join(other, "nbgrader_config.py"), change(readFileSync(config, "utf8")));
  };

  beforeAll(() => {
    cpSync(course, other, { recursive: true, verbatimSymlinks: true });
    rmSync(path.join(other, "autograded"), { recursive: true });
  });

  test("nbgrader refuses to go on without trainbook", async () => {
    configure((text) => text.replace(/^TRAINBOOK = .*$/m, 'TRAINBOOK = "/nowhere"'));
    const { code, stderr } = await nbgrader(["autograde", assignment, "--student=half"], other);
    expect(code).toBe(1);
    expect(stderr).toContain("trainbook is not at /nowhere");
    expect(existsSync(path.join(other, "autograded"))).toBe(false);
  }, 120_000);

  test("the number of the check cell is the grade where nbgrader executes notebooks itself", async () => {
    configure((text) => text.replace(/^c\.Autograde\.autograde_preprocessors.*$/m, ""));
    const { code } = await nbgrader(["autograde", assignment, "--student=syntax-error"], other);
    expect(code).toBe(0);
    const { cells } = readNotebook(
      path.join(other, "autograded", "syntax-error", assignment, `${assignment}.ipynb`),
    );
    const [check] = cells.filter(({ metadata }) => JSON.stringify(metadata).includes('"check"'));
    expect(check?.outputs?.map(({ output_type, data }) => [output_type, data?.["text/plain"]])).toEqual([
      ["display_data", expect.arrayContaining(["Exercise 1: A network that knows clothes\n"])],
      ["execute_result", ["3"]],
    ]);
  }, 300_000);
});
