/** The map of the course: a table of its lessons, for the start page and for README. */
import type { CourseNotebook } from "./lessons";
import { labelOf } from "./navigation";

/**
 * The course as a table in markdown, a row for each lesson: what it gives, what it needs, minutes, its exercises.
 *
 * @param linkOf Where the page that shows the table finds a notebook.
 */
export function courseMap(
  course: readonly CourseNotebook[],
  linkOf: (notebook: CourseNotebook) => string = ({ file }) => file,
): string {
  const link = (notebook: CourseNotebook, text: string) =>
    `[${cellText(text)}](${encodeURI(linkOf(notebook))})`;
  const named = (name: string) => course.find((one) => one.name === name);
  const need = (name: string) => {
    const notebook = named(name);
    return notebook
      ? [link(notebook, `${notebook.kind === "exercise" ? "exercise " : ""}${notebook.number}`)]
      : [];
  };
  const task = (name: string) => {
    const exercise = named(name);
    return exercise
      ? [`${link(exercise, `${exercise.number} · ${exercise.title}`)} (${exercise.minutes}&nbsp;min)`]
      : [];
  };
  const rows = course
    .filter(({ kind }) => kind === "lesson")
    .map((lesson) => [
      link(lesson, labelOf(lesson)),
      cellText(lesson.gives),
      lesson.needs.flatMap(need).join(", "),
      String(lesson.minutes),
      lesson.exercises.flatMap(task).join("<br>"),
    ]);
  return [
    "| lesson | after it, you can | needs | minutes | exercise |",
    "|:---|:---|:---|---:|:---|",
    ...rows.map((cells) => `| ${cells.join(" | ")} |`.replace(/ {2,}/g, " ")),
  ].join("\n");
}

/** A bar would end the table's cell, a bracket the link. */
const cellText = (text: string) => text.replace(/[|[\]]/g, "\\$&");
