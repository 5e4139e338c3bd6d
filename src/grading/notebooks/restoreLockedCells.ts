/**
 * Puts locked cells, the check cells, back as they were handed out, wherever they were edited or deleted. nbgrader
 * does the same before it grades.
 */
import { type Notebook, type NotebookCell, sourceOf } from "../../kernel";
import { nbgraderOf, withoutNbgrader } from "./nbgraderMetadata";

/** A notebook with its locked cells restored. */
export interface RestoredNotebook {
  notebook: Notebook;
  /** The grade ids of the cells that had been edited, and of those that were gone. */
  edited: string[];
  deleted: string[];
}

/**
 * Restores the locked cells of `shipped` in `notebook`. An edited cell stays at its place; a deleted one comes after
 * the last cell that stood before it and is still there. Of copies of a cell the last one is the cell, the others
 * become ordinary ones.
 */
export function restoreLockedCells(notebook: Notebook, shipped: Notebook): RestoredNotebook {
  const cells = withoutCopies(notebook.cells);
  const position = (id: string) => cells.findIndex((cell) => nbgraderOf(cell)?.grade_id === id);
  const edited: string[] = [];
  const deleted: string[] = [];
  let after = -1;
  for (const cell of shipped.cells) {
    const metadata = nbgraderOf(cell);
    if (!metadata) continue;
    const { grade_id: id, locked } = metadata;
    const found = position(id);
    if (locked && found < 0) {
      deleted.push(id);
      cells.splice(after < 0 ? cells.length : after + 1, 0, cell);
    } else if (locked) {
      const old = cells[found];
      if (!old || old.cell_type !== cell.cell_type || sourceOf(old) !== sourceOf(cell)) edited.push(id);
      cells[found] = cell;
    }
    after = Math.max(after, position(id));
  }
  return { notebook: { ...notebook, cells }, edited, deleted };
}

function withoutCopies(cells: NotebookCell[]): NotebookCell[] {
  const last = new Map(cells.map((cell, index) => [nbgraderOf(cell)?.grade_id, index]));
  return cells.map((cell, index) => {
    const id = nbgraderOf(cell)?.grade_id;
    return id === undefined || last.get(id) === index ? cell : withoutNbgrader(cell);
  });
}
