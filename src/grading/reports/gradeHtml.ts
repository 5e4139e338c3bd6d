/** A grade as HTML: the card, and below it what a reader of the points should know. Without the source of a cell that failed: it may hold an instructor's hidden tests. */
import { escapeMarkup } from "../../display";
import type { Grade } from "../gradeNotebook";
import { cardHtml } from "../scores/card";
import { printable } from "./printable";
import { remarks } from "./remarks";

export function gradeHtml(grade: Grade): string {
  const notes = remarks(grade).map((line) => `<p>${escapeMarkup(printable(line))}</p>`);
  return [printable(cardHtml(grade)), ...notes].join("\n");
}
