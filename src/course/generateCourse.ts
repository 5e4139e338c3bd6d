/**
 * Writes what follows from the notebooks into them: the lines of navigation, and the map of the course on the start page
 * and in README. Run by `npm run course`; a second run changes nothing.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { packageRoot } from "../engine";
import { type Notebook, readNotebook, sourceOf, splitLines, writeNotebook } from "../kernel";
import { courseMap } from "./courseMap";
import { CourseError, type CourseNotebook, readCourse } from "./lessons";
import { startPage, withNavigation } from "./navigation";

const begin = "<!-- course: written by `npm run course` -->";
const end = "<!-- /course -->";

/**
 * Brings a checkout's notebooks, start page and README up to date.
 *
 * @returns the paths of the files that changed.
 * @throws {CourseError} for metadata that does not fit, and where the markers of a map are missing.
 */
export function generateCourse(checkout: string): string[] {
  const course = readCourse(checkout);
  const start = path.join(checkout, "notebooks", startPage);
  const readme = path.join(checkout, "README.md");
  return [
    ...course
      .filter((one) => rewriteNotebook(one.source, (notebook) => withNavigation(notebook, one, course)))
      .map(({ source }) => source),
    ...(rewriteNotebook(start, (notebook) => withMap(notebook, course)) ? [start] : []),
    ...(rewrite(readme, (text) => between(readme, text, courseMap(course, inCheckout))) ? [readme] : []),
  ];
}

/** Lessons lie in a folder of their own, exercises where they lie in `my-course/`. */
const inCheckout = ({ kind, file }: CourseNotebook) => (kind === "lesson" ? `notebooks/${file}` : file);

function withMap(notebook: Notebook, course: readonly CourseNotebook[]): Notebook {
  const cells = notebook.cells.map((cell) =>
    cell.id === "map"
      ? { ...cell, source: splitLines(between(startPage, sourceOf(cell), courseMap(course))) }
      : cell,
  );
  if (cells.some(({ id }) => id === "map")) return { ...notebook, cells };
  throw new CourseError(`${startPage} has no cell "map".`, { cure: "add a markdown cell with this id" });
}

/** The text with `content` between the markers. */
function between(file: string, text: string, content: string): string {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) {
    throw new CourseError(`${file} has no place for the map of the course.`, {
      cure: `add the lines ${begin} and ${end}`,
    });
  }
  return `${text.slice(0, from)}${begin}\n\n${content}\n\n${text.slice(to)}`;
}

function rewriteNotebook(file: string, change: (notebook: Notebook) => Notebook): boolean {
  const before = readNotebook(file);
  const after = change(before);
  if (JSON.stringify(after) === JSON.stringify(before)) return false;
  writeNotebook(file, after);
  return true;
}

function rewrite(file: string, change: (text: string) => string): boolean {
  const before = readFileSync(file, "utf8");
  const after = change(before);
  if (after !== before) writeFileSync(file, after);
  return after !== before;
}

if (require.main === module) {
  const changed = generateCourse(packageRoot);
  for (const file of changed) console.log(path.relative(process.cwd(), file));
  if (changed.length === 0) console.log("Every notebook, the start page and README are up to date.");
}
