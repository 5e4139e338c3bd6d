import path from "node:path";
import { readCourse } from "../../src/course";
import { packageRoot } from "../../src/engine";
import { exercises } from "../../src/grading";
import { temporaryFolder } from "../cli/temporaryFolder";
import { markdown, notebook, smallCourse, writeCourse } from "./smallCourse";

const temporary = temporaryFolder();
let count = 0;
function courseOf(files: Parameters<typeof writeCourse>[1] = {}) {
  count += 1;
  const folder = path.join(temporary, String(count));
  writeCourse(folder, { ...smallCourse, ...files });
  return readCourse(folder);
}

test("readCourse gives lessons in order, each followed by its exercises", () => {
  expect(courseOf().map(({ kind, file, number }) => [kind, file, number])).toEqual([
    ["lesson", "00-first.ipynb", 0],
    ["lesson", "03-second.ipynb", 3],
    ["exercise", "exercises/01-fashion-mnist.ipynb", 1],
  ]);
});

test("readCourse reads the title from the first heading, without its number", () => {
  expect(courseOf().map(({ title }) => title)).toEqual([
    "The first | one: with a colon",
    "The second",
    "Clothes",
  ]);
});

test("readCourse takes no comment in a block of code for a heading", () => {
  const cells = [markdown("title", "```sh\n# not this\n```\n\n## 3 · `fit` *and* more")];
  expect(courseOf({ "notebooks/03-second.ipynb": notebook(cells) })[1]?.title).toBe("fit and more");
});

test("readCourse names a lesson without a heading by its file", () => {
  expect(courseOf({ "notebooks/03-second.ipynb": notebook([]) })[1]?.title).toBe("03-second");
});

test("readCourse puts exercises that no lesson names last", () => {
  const files = { "solutions/02-callbacks.ipynb": notebook([markdown("title", "# Exercise 2 · More")]) };
  expect(courseOf(files).at(-1)?.name).toBe("02-callbacks");
});

test.each([
  [{ needs: ["99-none"] }, "03-second: trainbook.needs in its metadata names 99-none"],
  [{ exercises: ["00-first"] }, "03-second: trainbook.exercises in its metadata names 00-first"],
  [{ needs: "00-first" }, 'trainbook.needs in its metadata is "00-first"; a list of names of notebooks'],
  [{ gives: 3 }, "trainbook.gives in its metadata is 3; a sentence is expected"],
  [{ exercises: "01" }, 'trainbook.exercises in its metadata is "01"; a list of names of exercises'],
])("readCourse refuses the metadata %j", (metadata, message) => {
  expect(() => courseOf({ "notebooks/03-second.ipynb": notebook([], metadata) })).toThrow(message);
});

test("every exercise of the table is in the course", () => {
  const names = readCourse(packageRoot).flatMap(({ kind, name }) => (kind === "exercise" ? [name] : []));
  expect(names.sort()).toEqual(exercises.map((one) => one.notebook.replace(".ipynb", "")).sort());
});
