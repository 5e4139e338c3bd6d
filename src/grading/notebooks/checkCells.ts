/** Which cells are an exercise's check cells. The learner's notebook has no say in it. */
import type { NotebookCell } from "../../kernel";
import type { Exercise } from "../checks/exercises";
import { shippedExercise } from "./exerciseOf";
import { nbgraderOf } from "./nbgraderMetadata";

/** The check cells of an exercise, known by their grade ids in the exercise as it is handed out. */
export function checkCells(exercise: Exercise): { has(cell: NotebookCell): boolean } {
  const metadata = shippedExercise(exercise).cells.map(nbgraderOf);
  const ids = new Set(metadata.flatMap((cell) => (cell?.grade && cell.locked ? [cell.grade_id] : [])));
  return { has: (cell) => ids.has(nbgraderOf(cell)?.grade_id ?? "") };
}
