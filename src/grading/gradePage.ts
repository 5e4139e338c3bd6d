/** Grades as one HTML page that needs nothing else: the cards that learners see, and what went wrong beside them. */
import { escapeMarkup } from "../display";
import { cardHtml } from "./card";
import type { Grade } from "./gradeNotebook";

/** A notebook that could not be graded, such as one that is not JSON. */
export interface Ungraded {
  notebook: string;
  error: string;
}

/** The page. */
export function gradePage(grades: readonly (Grade | Ungraded)[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Grades</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 48em; padding: 0 1em; }
h2 { font-size: 1.1em; margin: 2em 0 0.5em; overflow-wrap: anywhere; }
pre { overflow-x: auto; padding: 0.7em 1em; border: 1px solid rgba(128, 128, 128, 0.35); border-radius: 8px; }
</style>
</head>
<body>
<h1>Grades</h1>
${grades.map(section).join("\n")}
</body>
</html>
`;
}

function section(grade: Grade | Ungraded): string {
  const heading = `<h2>${escapeMarkup(grade.notebook)}</h2>`;
  if ("error" in grade) return `${heading}\n<pre>${escapeMarkup(grade.error)}</pre>`;
  const source = grade.failure ? `\n<pre>${escapeMarkup(grade.failure.source)}</pre>` : "";
  return `${heading}\n${gradeHtml(grade)}${source}`;
}

/** A grade: the card, and below it what a reader of the points should know. */
export function gradeHtml(grade: Grade): string {
  return [cardHtml(grade), ...remarks(grade).map((line) => `<p>${escapeMarkup(line)}</p>`)].join("\n");
}

/** The notes of a grade, and the cell that failed. */
export function remarks({ notes, failure }: Grade): string[] {
  return failure ? [...notes, failureText(failure)] : notes;
}

/** A failed cell in one line: which, where, why. */
export function failureText({ kind, cell, line, error }: NonNullable<Grade["failure"]>): string {
  const what = {
    error: "failed",
    timeout: "took too long",
    "dead kernel": "ended the kernel",
    limit: "was ended",
  }[kind];
  const place = line === undefined ? "" : `, line ${line}`;
  return `Code cell ${cell}${place} ${what}: ${error}`;
}
