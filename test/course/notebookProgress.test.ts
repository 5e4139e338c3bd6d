import { writeFileSync } from "node:fs";
import path from "node:path";
import { type CourseNotebook, notebookProgress } from "../../src/course";
import { checkResultType } from "../../src/grading";
import type { NotebookCell, NotebookOutput } from "../../src/kernel";
import { temporaryFolder } from "../cli/temporaryFolder";
import { code, markdown, notebook, writeCourse } from "./smallCourse";

const temporary = temporaryFolder();
let count = 0;

const handedOut = {
  "package/lesson.ipynb": notebook([markdown("t", "# A"), code("a", "1"), code("b", "2"), code("empty", "")]),
  "package/exercise.ipynb": notebook([code("task", "let x;"), code("check", "await check()")]),
};

/** The progress with a notebook that a learner left like this; `undefined` is one that is not there. */
function progressOf(
  kind: CourseNotebook["kind"],
  left: ReturnType<typeof notebook> | string | undefined,
  name = kind === "lesson" ? "00-first" : "01-fashion-mnist",
) {
  count += 1;
  const folder = path.join(temporary, String(count));
  const file = kind === "lesson" ? "00-first.ipynb" : "exercises/01-fashion-mnist.ipynb";
  writeCourse(folder, {
    ...handedOut,
    ...(left === undefined ? {} : { [path.posix.join(path.posix.dirname(file), `${name}.ipynb`)]: left }),
  });
  return notebookProgress(folder, {
    ...{
      kind,
      name: path.basename(file, ".ipynb"),
      file,
      number: 1,
      title: "A",
      gives: "",
      needs: [],
      exercises: [],
      minutes: 5,
    },
    source: path.join(folder, "package", `${kind}.ipynb`),
  });
}

const lesson = (...cells: unknown[]) => progressOf("lesson", notebook(cells as NotebookCell[]));
const exercise = (...cells: unknown[]) => progressOf("exercise", notebook(cells as NotebookCell[]));
const ran = (id: string, outputs: unknown[] = [], execution_count: number | null = 1) =>
  code(id, "1", { execution_count, outputs: outputs as NotebookOutput[] });
const failure = { output_type: "error", ename: "Error", evalue: "no", traceback: [] };

describe("a lesson", () => {
  test("that nobody has run is new", () => {
    expect(lesson(code("a", "1"), code("b", "2"))).toMatchObject({ state: "new", cells: 2, run: 0 });
  });

  test("of which some cells have run is begun", () => {
    expect(lesson(ran("a"), code("b", "2"))).toMatchObject({ state: "begun", cells: 2, run: 1 });
  });

  test("of which every cell has run is done, whatever the learner has added", () => {
    expect(lesson(ran("a"), code("mine", "later"), ran("b"), code("last", ""))).toMatchObject({
      ...{ state: "done", cells: 2, run: 2 },
    });
  });

  test("with an error is not done", () => {
    expect(lesson(ran("a"), ran("b", [failure]))).toMatchObject({ state: "begun", run: 2, failed: 1 });
  });

  test("with an error that it asks for is done", () => {
    const asked = { ...ran("b", [failure]), metadata: { tags: ["raises-exception"] } };
    expect(lesson(ran("a"), asked).state).toBe("done");
  });

  test("saved while a cell is running counts the cells that have ended", () => {
    const stream = { output_type: "stream", name: "stdout", text: "epoch 1" };
    expect(lesson(ran("a"), ran("b", [stream], null))).toMatchObject({ state: "begun", run: 1 });
  });

  test("whose cells have ids of another editor counts them all", () => {
    const cell = (id: string | undefined) => ({ ...ran("a"), id });
    expect(lesson(cell("x"), cell("y"), cell("z"))).toMatchObject({ state: "done", cells: 3 });
    expect(lesson(cell(undefined), cell(undefined))).toMatchObject({ state: "done", cells: 2 });
  });

  test("that is not there is missing", () => {
    expect(progressOf("lesson", undefined)).toMatchObject({ state: "missing", cells: 0 });
  });

  test.each([
    ["half written", '{"cells": [', "it is not JSON"],
    ["empty", "", "it is not JSON"],
    ["of another format", '{"nbformat": 3, "worksheets": []}', "a notebook of format 3"],
    ["JSON of another kind", "[]", "not a notebook"],
  ])("that is %s is unreadable, and says why", (_what, text, problem) => {
    expect(progressOf("lesson", text)).toMatchObject({
      state: "unreadable",
      problem: expect.stringContaining(problem),
    });
  });

  test("edited by hand counts what can be read", () => {
    const odd = [null, 5, {}, { cell_type: "code" }, { cell_type: "code", id: "a", source: null }];
    const strange = { ...ran("b"), metadata: null, outputs: [null, "text", { output_type: 5, data: null }] };
    expect(lesson(...odd, { ...ran("a"), outputs: "none" }, strange)).toMatchObject({
      state: "done",
      run: 2,
    });
  });

  test("is named by its place in the folder", () => {
    const { file } = lesson(ran("a"));
    expect(file).toBe("00-first.ipynb");
  });
});

describe("an exercise", () => {
  const all = [
    "images",
    "convolutions",
    "outputs",
    "compiled",
    "epochs",
    "learning",
    "validation",
    "accuracy",
    "recorded",
  ];
  const card = (passed: string[], exercise = "exercise-1") => ({
    output_type: "display_data",
    data: { [checkResultType]: { exercise, checks: passed.map((id) => ({ id, status: "passed" })) } },
    metadata: {},
  });

  test("that was not checked has no points", () => {
    const progress = exercise(ran("task"), code("check", "check()"));
    expect(progress).toMatchObject({ state: "begun", maximum: 10 });
    expect(progress.points).toBeUndefined();
  });

  test("has the points of its card, by the table of points", () => {
    expect(exercise(ran("check", [card(["images", "accuracy"])]))).toMatchObject({
      state: "begun",
      points: 3,
    });
  });

  test("with full marks is done, whatever else has run", () => {
    expect(exercise(code("task", "later"), ran("check", [card(all)]))).toMatchObject({
      state: "done",
      points: 10,
    });
  });

  test("has the points of the check that ran last", () => {
    const [early, late] = [ran("check", [card(all)], 3), ran("mine", [card(["images"])], 12)];
    expect(exercise(late, early).points).toBe(1);
    expect(exercise(ran("check", [card([]), card(all)])).points).toBe(10);
  });

  test("has no points from the card of another exercise, or from one that is no card", () => {
    const none = [card(all, "exercise-2"), { output_type: "display_data", data: { [checkResultType]: "{" } }];
    expect(exercise(ran("check", none)).points).toBeUndefined();
  });

  test("has no points for checks that it does not have, and for each of its own once", () => {
    expect(exercise(ran("check", [card(["images", "images", "old"])])).points).toBe(1);
  });

  test("has the points of a card that an editor keeps as text", () => {
    const { data } = card(all);
    const text = JSON.stringify(data[checkResultType]);
    const asText = {
      output_type: "display_data",
      data: { [checkResultType]: [text.slice(0, 9), text.slice(9)] },
    };
    expect(exercise(ran("check", [asText])).points).toBe(10);
  });

  test("is found under another name by its metadata, and no backup is taken for it", () => {
    const left = { ...notebook([ran("check", [card(all)])], { exercise: "exercise-1" }) };
    expect(progressOf("exercise", left, "clothes")).toMatchObject({
      state: "done",
      file: "exercises/clothes.ipynb",
    });
    expect(progressOf("exercise", left, "01-fashion-mnist-backup-1").state).toBe("missing");
  });

  test("is unreadable as a lesson is", () => {
    expect(progressOf("exercise", "{")).toMatchObject({ state: "unreadable", maximum: 10 });
  });
});

test("a folder in the place of a notebook is unreadable", () => {
  const folder = path.join(temporary, "folder");
  writeCourse(folder, { ...handedOut, "00-first.ipynb/file": "" });
  writeFileSync(path.join(folder, "other"), "");
  const source = path.join(folder, "package", "lesson.ipynb");
  const lesson = { kind: "lesson" as const, name: "00-first", file: "00-first.ipynb", number: 0, title: "A" };
  expect(
    notebookProgress(folder, { ...lesson, source, gives: "", needs: [], exercises: [], minutes: 5 }).state,
  ).toBe("unreadable");
});
