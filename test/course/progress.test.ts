/** How far a learner is, as they see it. */

import { mkdirSync } from "node:fs";
import path from "node:path";
import { inspect } from "node:util";
import { type CourseProgress, progress, progressText } from "../../src/course";
import { progressHtml } from "../../src/course/progressTable";
import { displaySymbol } from "../../src/display";
import { temporaryFolder, writeFiles } from "../cli/temporaryFolder";

const start = { kind: "lesson" as const, minutes: 20, cells: 0, run: 0, failed: 0 };
const notebooks: CourseProgress["notebooks"] = [
  { ...start, name: "00-a", number: 0, title: "A & B", file: "00-a.ipynb", state: "done", cells: 3, run: 3 },
  {
    ...start,
    name: "01-b",
    number: 1,
    title: "B",
    file: "01-b.ipynb",
    state: "begun",
    cells: 4,
    run: 2,
    failed: 1,
  },
  { ...start, name: "02-c", number: 2, title: "C", file: "02-c.ipynb", state: "new", cells: 4 },
  { ...start, name: "03-d", number: 3, title: "D", file: "03-d.ipynb", state: "missing" },
  {
    ...start,
    name: "04-e",
    number: 4,
    title: "E",
    file: "04-e.ipynb",
    state: "unreadable",
    problem: "no\n  → x",
  },
  {
    ...start,
    kind: "exercise",
    ...{
      name: "01-x",
      number: 1,
      title: "X",
      file: "exercises/01-x.ipynb",
      state: "begun",
      points: 7,
      maximum: 10,
    },
  },
];
const some: CourseProgress = { folder: "/my-course", isThere: true, notebooks, next: notebooks[1] ?? null };

test("progressText shows how far each notebook is, and what comes next", () => {
  expect(progressText(some)).toBe(`You have run 1 of 5 lessons, and 0 of 1 exercises have full marks.

  ✓  0 · A & B       3 of 3 cells
  ◐  1 · B           2 of 4 cells, 1 with an error
  –  2 · C
  –  3 · D           not there (npx trainbook reset 03-d brings it back)
  !  4 · E           no   → x
  ◐  Exercise 1 · X  7 of 10 points

Next: 1 · B (01-b.ipynb)`);
});

test("progressText says how long the next notebook takes where it is new, and praises who has finished", () => {
  expect(progressText({ ...some, next: notebooks[2] ?? null })).toMatch(
    /Next: 2 · C \(02-c\.ipynb, about 20 minutes\)$/,
  );
  expect(progressText({ ...some, next: null })).toMatch(/You have done all that is there\.$/);
  expect(progressText({ ...some, notebooks: notebooks.slice(0, 1), next: null })).toMatch(
    /Congratulations!$/,
  );
});

test("progressHtml links to each notebook that is there, from where it is shown, and escapes titles", () => {
  const html = progressHtml(some, "..");
  expect(html).toContain('<a href="../00-a.ipynb">0 · A &amp; B</a>');
  expect(html).toContain('<a href="../exercises/01-x.ipynb">Exercise 1 · X</a>');
  expect(html).not.toContain("03-d.ipynb");
  expect(html).toContain('<b>Next:</b> <a href="../01-b.ipynb">1 · B</a>');
  expect(progressHtml(some, "")).toContain('<a href="00-a.ipynb">');
});

test("both say how to begin where there is no folder yet", () => {
  const none = { ...some, isThere: false };
  expect(progressText(none)).toMatch(/^There is no \/my-course yet\. `npm start` makes it/);
  expect(progressHtml(none, "")).toMatch(/^<p>There is no \/my-course yet\./);
});

describe("progress()", () => {
  const folder = temporaryFolder();
  const before = process.cwd();
  beforeAll(() => {
    writeFiles(folder, { ".trainbook.json": "{}" });
    mkdirSync(path.join(folder, "exercises"));
    process.chdir(path.join(folder, "exercises"));
  });
  afterAll(() => process.chdir(before));

  test("reads the course that the notebook lies in, and draws itself", async () => {
    const found = await progress();
    expect(found.folder).toBe(folder);
    expect(Object.keys(found[displaySymbol]())).toEqual(["text/html", "text/plain"]);
  });

  test("prints as text where a kernel only prints", async () => {
    expect(inspect(await progress())).toMatch(/^You have run 0 of \d+ lessons/);
  });
});
