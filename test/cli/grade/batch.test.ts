/** Many notebooks, several at a time: order, errors, interrupts, and the look at the package where nothing guards it. */
import { setImmediate as nextTurn } from "node:timers/promises";
import { type BatchOptions, gradeBatch } from "../../../src/cli/grade/batch";
import { PackageGuard } from "../../../src/cli/grade/packageGuard";
import type { Submission } from "../../../src/cli/grade/submissions";
import { isGraded, type PackageState } from "../../../src/grading";
import { TrainbookError } from "../../../src/trainbookError";
import { someGrade } from "../../grading/reports/someGrades";
import { notebookOf } from "../../kernel/notebooks/notebookOf";

const submissions = (...students: string[]): Submission[] =>
  students.map((student, index) => ({ index, student, file: `${student}.ipynb`, notebook: notebookOf([]) }));

/** Grades that end in the order given; of those that are not named, each ends when it is aborted. */
function options(order: string[], rest: Partial<BatchOptions> = {}) {
  const log: string[] = [];
  const given: BatchOptions = {
    jobs: 2,
    signal: new AbortController().signal,
    grade: async ({ student, notebook }, signal) => {
      log.push(`start ${student}`);
      const place = order.indexOf(student);
      const isTurn = () => place >= 0 && order.slice(0, place).every((other) => log.includes(`end ${other}`));
      while (!isTurn()) {
        await nextTurn();
        signal.throwIfAborted();
      }
      return { grade: someGrade(student, {}, { notebook: `${student}.ipynb` }), executed: notebook };
    },
    onEnd: (_, { student }) => log.push(`end ${student}`),
    onNext: ({ student }) => log.push(`next ${student}`),
    ...rest,
  };
  return { given, log };
}

test("gradeBatch runs as many as it may, and tells results in the order given", async () => {
  const { given, log } = options(["bo", "cy", "ada"]);
  const { grades } = await gradeBatch(submissions("ada", "bo", "cy"), given);
  expect(grades.map(({ student }) => student)).toEqual(["ada", "bo", "cy"]);
  expect(log).toEqual([
    "start ada",
    "start bo",
    "end bo",
    "start cy",
    "end cy",
    "end ada",
    "next ada",
    "next bo",
    "next cy",
  ]);
});

test("a notebook that cannot be read, and one that cannot be graded, cost only themselves", async () => {
  const { given } = options(["ada", "bo", "cy"]);
  const { grade } = given;
  given.grade = (submission, signal) => {
    if (submission.student === "bo")
      throw new TrainbookError("The notebook's runner ended without a result.");
    return grade(submission, signal);
  };
  const [ada, ...others] = submissions("ada", "bo", "cy");
  const broken = {
    ...ada,
    index: 0,
    student: "ada",
    file: "ada.ipynb",
    notebook: undefined,
    error: new TrainbookError("No JSON."),
  };
  const { grades } = await gradeBatch([broken, ...others], given);
  expect(grades.map((one) => (isGraded(one) ? "graded" : one.error))).toEqual([
    "No JSON.",
    "The notebook's runner ended without a result.",
    "graded",
  ]);
});

test("an interrupted batch starts no other notebook, and rejects when all have ended", async () => {
  const interrupt = new AbortController();
  const { given, log } = options(["ada"], { signal: interrupt.signal });
  given.onNext = () => interrupt.abort(new Error("enough"));
  await expect(gradeBatch(submissions("ada", "bo", "cy", "dee"), given)).rejects.toThrow("enough");
  expect(log).not.toContain("start cy");
});

test("a report that cannot be written ends the batch", async () => {
  const { given, log } = options(["ada"]);
  given.onEnd = () => {
    throw new Error("disk full");
  };
  await expect(gradeBatch(submissions("ada", "bo", "cy"), given)).rejects.toThrow("disk full");
  expect(log).toEqual(["start ada", "start bo"]);
});

test("where a file of the package changes, nothing counts that ran then, and the batch ends with the cure", async () => {
  const state = new Map([["dist/check.js", "1"]]);
  const { given, log } = options(["ada", "cy"], {
    guard: new PackageGuard((): PackageState => new Map(state)),
  });
  const { grade } = given;
  given.grade = async (submission, signal) => {
    const graded = await grade(submission, signal);
    if (submission.student === "cy") state.set("dist/check.js", "2");
    return graded;
  };
  const { grades, changed } = await gradeBatch(submissions("ada", "bo", "cy", "dee"), given);
  expect(grades.map((one) => (isGraded(one) ? "graded" : one.error))).toEqual([
    "graded",
    "dist/check.js was changed by a notebook. This one was running then, so it has no grade.",
    "dist/check.js was changed by a notebook. This one was running then, so it has no grade.",
    "dist/check.js was changed by a notebook. This one is not graded.",
  ]);
  expect(log).not.toContain("start dee");
  expect(changed?.message).toMatch(/^dist\/check\.js was changed .*\n {2}→ .*trainbook setup/);
});

test("a change that a failed grading left is found too", async () => {
  const state = new Map<string, string>();
  const { given } = options([], { guard: new PackageGuard((): PackageState => new Map(state)) });
  given.grade = () => {
    state.set("new.js", "1");
    throw new TrainbookError("The kernel does not start.");
  };
  const { changed } = await gradeBatch(submissions("ada"), given);
  expect(changed?.file).toBe("new.js");
});
