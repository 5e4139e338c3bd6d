/** Grades as one HTML page that needs nothing else: the cards that learners see, and what went wrong beside them. */
import { escapeMarkup } from "../../display";
import type { Grade } from "../gradeNotebook";
import { gradeHtml } from "./gradeHtml";
import { htmlPage } from "./htmlPage";
import { printable } from "./printable";
import { isGraded, type Ungraded } from "./reported";

/** The page. */
export function gradePage(grades: readonly (Grade | Ungraded)[]): string {
  return htmlPage("Grades", ["<h1>Grades</h1>", ...grades.map(section)].join("\n"));
}

function section(grade: Grade | Ungraded): string {
  const heading = `<h2>${escapeMarkup(printable(grade.notebook))}</h2>`;
  if (!isGraded(grade)) return `${heading}\n${ungradedHtml(grade)}`;
  const source = grade.failure ? `\n<pre>${escapeMarkup(printable(grade.failure.source))}</pre>` : "";
  return `${heading}\n${gradeHtml(grade)}${source}`;
}

/** Why a notebook has no grade. */
export function ungradedHtml({ error }: Ungraded): string {
  return `<pre>${escapeMarkup(printable(error))}</pre>`;
}
