import { cpSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readCourse } from "../../src/course";
import { generateCourse } from "../../src/course/generateCourse";
import { packageRoot } from "../../src/engine";
import { sourceOf } from "../../src/kernel";
import { temporaryFolder } from "../cli/temporaryFolder";
import { markdown, notebook, readCells, smallCourse, writeCourse } from "./smallCourse";

const temporary = temporaryFolder();
let count = 0;
function checkout(files: Parameters<typeof writeCourse>[1] = {}) {
  count += 1;
  const folder = path.join(temporary, String(count));
  writeCourse(folder, { ...smallCourse, ...files });
  const cells = (name: string) => readCells(path.join(folder, name)).map((cell) => [cell.id, sourceOf(cell)]);
  return { folder, generate: () => generateCourse(folder), cells };
}

test("a lesson begins and ends with what came before, where one is, and what comes next", () => {
  const { cells, generate } = checkout();
  generate();
  const line =
    "[◂ 0 · The first | one](00-first.ipynb) · [Course](start.ipynb) · **Lesson 3 of 3** · " +
    "[Exercise 1 · Clothes ▸](exercises/01-fashion-mnist.ipynb)";
  const lesson = cells("notebooks/03-second.ipynb");
  expect(lesson[0]).toEqual(["navigation", line]);
  expect(lesson.at(-1)).toEqual([
    "navigation-end",
    `Now do [exercise 1 · Clothes](exercises/01-fashion-mnist.ipynb).\n\n${line}`,
  ]);
});

test("the first lesson has nothing before it, and an exercise links from one folder below", () => {
  const { cells, generate } = checkout();
  generate();
  expect(cells("notebooks/00-first.ipynb")[0]?.[1]).toBe(
    "[Course](start.ipynb) · **Lesson 0 of 3** · [3 · The second ▸](03-second.ipynb)",
  );
  expect(cells("solutions/01-fashion-mnist.ipynb").at(-1)?.[1]).toBe(
    "[◂ 3 · The second](../03-second.ipynb) · [Course](../start.ipynb) · **Exercise 1 of 1**",
  );
});

test("the start page and README have the map between their markers, with links that fit each", () => {
  const { cells, folder, generate } = checkout();
  generate();
  const [map] = cells("notebooks/start.ipynb");
  expect(map?.[1]).toBe(`Before.

<!-- course: written by \`npm run course\` -->

| lesson | after it, you can | needs | minutes | exercise |
|:---|:---|:---|---:|:---|
| [0 · The first \\| one: with a colon](00-first.ipynb) | | | 5 | |
| [3 · The second](03-second.ipynb) | do more | [0](00-first.ipynb) | 5 | [1 · Clothes](exercises/01-fashion-mnist.ipynb) (5&nbsp;min) |

<!-- /course -->

After.`);
  expect(readFileSync(path.join(folder, "README.md"), "utf8")).toContain(
    "| [3 · The second](notebooks/03-second.ipynb) | do more | [0](notebooks/00-first.ipynb) | 5 | [1 · Clothes](exercises/01-fashion-mnist.ipynb) (5&nbsp;min) |",
  );
});

test("a second run changes nothing", () => {
  const { generate } = checkout();
  expect(generate().length).toBe(5);
  expect(generate()).toEqual([]);
});

test("a new title moves into the lines of its neighbours, in place of the old one", () => {
  const { cells, folder, generate } = checkout();
  generate();
  const file = path.join(folder, "notebooks/03-second.ipynb");
  writeFileSync(file, readFileSync(file, "utf8").replace("# The second", "# The newest"));
  generate();
  expect(cells("notebooks/00-first.ipynb").map(([id]) => id)).toEqual([
    "navigation",
    "title",
    "a",
    "b",
    "navigation-end",
  ]);
  expect(cells("notebooks/00-first.ipynb")[0]?.[1]).toContain("[3 · The newest ▸]");
});

test("a start page without its cell or its markers is an error that says what to add", () => {
  const withStart = (cells: ReturnType<typeof markdown>[]) =>
    checkout({ "notebooks/start.ipynb": notebook(cells) }).generate;
  expect(withStart([])).toThrow('start.ipynb has no cell "map".\n  → add a markdown cell with this id');
  expect(withStart([markdown("map", "")])).toThrow("start.ipynb has no place for the map of the course.");
});

test("the checkout is up to date: `npm run course` changes nothing", () => {
  const folder = path.join(temporary, "checkout");
  for (const name of ["notebooks", "solutions", "README.md"])
    cpSync(path.join(packageRoot, name), path.join(folder, name), { recursive: true });
  expect(generateCourse(folder).map((file) => path.relative(folder, file))).toEqual([]);
});

test("every lesson and exercise says what it gives", () => {
  expect(readCourse(packageRoot).flatMap(({ name, gives }) => (gives === "" ? [name] : []))).toEqual([]);
});
