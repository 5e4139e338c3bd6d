/** Progress as a table: HTML for a notebook, aligned text for a terminal. */
import path from "node:path";
import { escapeMarkup } from "../display";
import type { CourseProgress } from "./courseProgress";
import { labelOf } from "./navigation";
import type { NotebookProgress } from "./notebookProgress";

const marks: Record<NotebookProgress["state"], string> = {
  done: "✓",
  begun: "◐",
  new: "–",
  missing: "–",
  unreadable: "!",
};

/** The progress as lines of text. */
export function progressText(progress: CourseProgress): string {
  const { isThere, notebooks, next } = progress;
  if (!isThere) return nothingYet(progress);
  const width = Math.max(0, ...notebooks.map((notebook) => labelOf(notebook).length));
  return [
    summary(progress),
    "",
    ...notebooks.map((one) =>
      `  ${marks[one.state]}  ${labelOf(one).padEnd(width)}  ${howFar(one)}`.trimEnd(),
    ),
    "",
    next ? `Next: ${labelOf(next)} (${next.file}${time(next)})` : conclusion(notebooks),
  ].join("\n");
}

/**
 * The progress as HTML, in the page's own colours.
 *
 * @param place The learner's folder, as links of the page name it.
 */
export function progressHtml(progress: CourseProgress, place: string): string {
  const { isThere, notebooks, next } = progress;
  if (!isThere) return `<p>${escapeMarkup(nothingYet(progress))}</p>`;
  const link = (notebook: NotebookProgress) => {
    const label = escapeMarkup(labelOf(notebook));
    if (notebook.state === "missing") return label;
    return `<a href="${escapeMarkup(encodeURI(path.posix.join(place, notebook.file)))}">${label}</a>`;
  };
  const row = (cells: string[]) =>
    `<tr>${cells.map((cell) => `<td style="text-align: left">${cell}</td>`).join("")}</tr>`;
  return [
    `<p>${escapeMarkup(summary(progress))}</p>`,
    "<table><tbody>",
    ...notebooks.map((one) => row([marks[one.state], link(one), escapeMarkup(howFar(one))])),
    "</tbody></table>",
    `<p>${next ? `<b>Next:</b> ${link(next)}${time(next)}` : conclusion(notebooks)}</p>`,
  ].join("\n");
}

/** Of a notebook that is begun, nobody knows how much is left. */
const time = ({ state, minutes }: NotebookProgress) => (state === "new" ? `, about ${minutes} minutes` : "");

const conclusion = (notebooks: readonly NotebookProgress[]) =>
  notebooks.every(({ state }) => state === "done")
    ? "You have finished the course. Congratulations!"
    : "You have done all that is there.";

const nothingYet = ({ folder }: CourseProgress) =>
  `There is no ${folder} yet. \`npm start\` makes it (in a project of your own: \`npx trainbook start\`).`;

function summary({ notebooks }: CourseProgress): string {
  const count = (kind: NotebookProgress["kind"]) => {
    const all = notebooks.filter((one) => one.kind === kind);
    return `${all.filter(({ state }) => state === "done").length} of ${all.length}`;
  };
  return `You have run ${count("lesson")} lessons, and ${count("exercise")} exercises have full marks.`;
}

function howFar({
  name,
  kind,
  state,
  cells,
  run,
  failed,
  points,
  maximum,
  problem,
}: NotebookProgress): string {
  if (state === "missing") return `not there (npx trainbook reset ${name} brings it back)`;
  if (state === "unreadable") return (problem ?? "").split("\n").join(" ");
  if (points !== undefined) return `${points} of ${maximum} points`;
  if (state === "new") return "";
  if (kind === "exercise") return "not checked yet";
  return `${run} of ${cells} cells${failed === 0 ? "" : `, ${failed} with an error`}`;
}
