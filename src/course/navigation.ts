/**
 * The line at the top and at the bottom of each lesson and exercise: what came before, where the learner is, what comes
 * next. Its links are those of `my-course/`, where exercises lie in a folder of their own.
 */
import path from "node:path";
import { type Notebook, type NotebookCell, splitLines } from "../kernel";
import type { CourseNotebook } from "./lessons";
import { isNavigation, navigationIds } from "./navigationCells";

/** The page with the map of the course, in `my-course/`. */
export const startPage = "start.ipynb";

/** The notebook with its navigation put in, or brought up to date. */
export function withNavigation(
  notebook: Notebook,
  here: CourseNotebook,
  course: readonly CourseNotebook[],
): Notebook {
  const line = navigationLine(here, course);
  const tasks = course
    .filter(({ kind, name }) => kind === "exercise" && here.exercises.includes(name))
    .map(({ file, number, title }) => `[exercise ${number} · ${title}](${linkTo(file, here)})`);
  return {
    ...notebook,
    cells: [
      markdownCell(navigationIds.top, line),
      ...notebook.cells.filter((cell) => !isNavigation(cell)),
      markdownCell(
        navigationIds.bottom,
        tasks.length > 0 ? `Now do ${tasks.join(", then ")}.\n\n${line}` : line,
      ),
    ],
  };
}

function navigationLine(here: CourseNotebook, course: readonly CourseNotebook[]): string {
  const at = course.findIndex(({ file }) => file === here.file);
  const [previous, next] = [course[at - 1], course[at + 1]];
  return [
    previous && `[◂ ${shortLabel(previous)}](${linkTo(previous.file, here)})`,
    `[Course](${linkTo(startPage, here)})`,
    `**${position(here, course)}**`,
    next && `[${shortLabel(next)} ▸](${linkTo(next.file, here)})`,
  ]
    .filter(Boolean)
    .join(" · ");
}

function position({ kind, number }: CourseNotebook, course: readonly CourseNotebook[]): string {
  const last = Math.max(...course.filter((one) => one.kind === kind).map((one) => one.number));
  return `${kind === "lesson" ? "Lesson" : "Exercise"} ${number} of ${last}`;
}

/** Number and title: `3 · Building the model`, `Exercise 1 · A network that knows clothes`. */
export function labelOf({ kind, number, title }: Pick<CourseNotebook, "kind" | "number" | "title">): string {
  return `${kind === "exercise" ? "Exercise " : ""}${number} · ${title}`;
}

/** The label up to a colon in the title, since a line holds two of them. */
const shortLabel = (notebook: CourseNotebook) => labelOf(notebook).split(":")[0] as string;

const linkTo = (file: string, from: CourseNotebook) =>
  encodeURI(path.posix.relative(path.posix.dirname(from.file), file));

const markdownCell = (id: string, source: string): NotebookCell => ({
  cell_type: "markdown",
  id,
  metadata: {},
  source: splitLines(source),
});
