/** The notebook as grading executed it, with the grade at the place of what the check cell printed by itself. */
import type { Notebook, NotebookCell, NotebookOutput } from "../../kernel";
import { exerciseById } from "../checks/exercises";
import type { Grade } from "../gradeNotebook";
import { gradeHtml, remarks } from "../reports";
import { cardText } from "../scores/card";
import { checkCells } from "./checkCells";

/** The check cell's own output came out of the learner's process; it gives way to the card of the grade. */
export function gradedNotebook(executed: Notebook, grade: Grade): Notebook {
  const checks = checkCells(exerciseById(grade.exercise));
  const cells = executed.cells.map((cell): NotebookCell => {
    return checks.has(cell) ? { ...cell, outputs: [cardOutput(grade)] } : cell;
  });
  return { ...executed, cells };
}

/** Without the source of a cell that failed: the notebook has it, and it may hold an instructor's hidden tests. */
function cardOutput(grade: Grade): NotebookOutput {
  const text = [cardText(grade), ...remarks(grade).map((remark) => `  ! ${remark}`)].join("\n");
  return {
    output_type: "display_data",
    data: { "text/html": gradeHtml(grade), "text/plain": text },
    metadata: {},
  };
}
