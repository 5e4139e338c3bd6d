/** Takes outputs and execution counts out of a notebook. */
import type { Notebook, NotebookCell } from "../../kernel";

/** The notebook as if it had never been run. */
export function clearOutputs(notebook: Notebook): Notebook {
  const clear = (cell: NotebookCell): NotebookCell =>
    cell.cell_type === "code" ? { ...cell, outputs: [], execution_count: null } : cell;
  return { ...notebook, cells: notebook.cells.map(clear) };
}
