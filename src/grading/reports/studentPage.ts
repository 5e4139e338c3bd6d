/** A student's page: the card, the notes, and the notebook as it ran. */
import { escapeMarkup } from "../../display";
import type { Notebook } from "../../kernel";
import { executedCellsHtml } from "./executedCells";
import { gradeHtml } from "./gradeHtml";
import { ungradedHtml } from "./gradePage";
import { htmlPage } from "./htmlPage";
import { printable } from "./printable";
import { isGraded, type Reported } from "./reported";

/** @param executed Absent where nothing ran. */
export function studentPage(grade: Reported, executed?: Notebook): string {
  const failed = isGraded(grade) ? grade.failure?.cell : undefined;
  return htmlPage(
    grade.student,
    [
      '<p class="quiet"><a href="../index.html">All grades</a></p>',
      `<h1>${escapeMarkup(printable(grade.student))}</h1>`,
      `<p class="quiet">${escapeMarkup(printable(grade.notebook))}</p>`,
      isGraded(grade) ? gradeHtml(grade) : ungradedHtml(grade),
      ...(executed ? ["<h2>The notebook as it ran</h2>", executedCellsHtml(executed, failed)] : []),
    ].join("\n"),
  );
}
