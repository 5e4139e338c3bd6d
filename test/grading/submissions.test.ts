/** The corpus of submissions itself: enough of each kind, each one a notebook, each expectation about real checks. */
import { exercises } from "../../src/grading";
import { hardest, submissions } from "./submissions";
import { checks, fileOf, type Kind, notebookOf } from "./submissions/submission";

const count = (kind: Kind) => submissions.filter((one) => one.kind === kind).length;

test("there are at least 70 dishonest submissions, 45 unusual but right ones and 20 half-done or broken ones", () => {
  expect(count("dishonest")).toBeGreaterThanOrEqual(70);
  expect(count("unusual")).toBeGreaterThanOrEqual(45);
  expect(count("half-done")).toBeGreaterThanOrEqual(20);
});

test("every submission has a name of its own and says in a sentence what it is", () => {
  const names = submissions.flatMap((one) => (one.next ? [one.name, one.next.name] : [one.name]));
  expect(new Set(names).size).toBe(names.length);
  for (const { name, about } of submissions) {
    expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(about).toMatch(/^[A-Z0-9`a-z].{8,200}[.)]$/);
  }
});

test("the checks that were earned are checks of the exercise", () => {
  const ids = exercises.map((exercise) => exercise.checks.map(({ id }) => id));
  expect(Object.values(checks)).toEqual(ids);
  for (const { exercise, earned } of submissions) {
    expect(checks[exercise]).toEqual(expect.arrayContaining([...earned]));
  }
});

test("no dishonest submission has earned full marks, and every unusual one has", () => {
  for (const { kind, exercise, earned } of submissions) {
    if (kind === "dishonest") expect(earned.length).toBeLessThan(checks[exercise].length);
    if (kind === "unusual") expect(earned).toHaveLength(checks[exercise].length);
  }
});

test("the hardest are a dozen or so of the dishonest ones", () => {
  const names = submissions.filter(({ kind }) => kind === "dishonest").map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining([...hardest]));
  expect(hardest.length).toBeGreaterThanOrEqual(12);
});

test("the notebooks are written, and differ from one another", () => {
  const files = submissions.map((one) => String(fileOf(one)));
  expect(new Set(files).size).toBe(files.length);
});

test("edits leave no mark of the solution in a cell", () => {
  for (const one of submissions.filter(({ file }) => !file)) {
    const sources = notebookOf(one)
      .cells.filter((cell) => cell.cell_type === "code")
      .map((cell) => [cell.source].flat().join(""));
    for (const source of sources) expect(source).not.toMatch(/^\s*\/\/ (BEGIN|END) SOLUTION/m);
  }
});
