/** An exercise as nbgrader's source: with its solution, which nbgrader takes out as `trainbook` itself does. */
import { isNavigation } from "../course";
import type { Exercise } from "../grading";
import type { Notebook } from "../kernel";

/** The solution, named as the exercise that it is, without the links to notebooks that lie elsewhere. */
export function sourceNotebook(solution: Notebook, { id }: Exercise): Notebook {
  return {
    ...solution,
    metadata: { ...solution.metadata, trainbook: { exercise: id } },
    cells: solution.cells.filter((cell) => !isNavigation(cell)),
  };
}
