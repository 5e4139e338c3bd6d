/**
 * Observers of cells: a module of whoever starts a kernel, loaded before any cell runs. The grading of exercises exports
 * with one what a notebook has made.
 */

/** The function that such a module exports as `observeCells`, given the values of all cells by name. */
export type ObserveCells = (names: Readonly<Record<string, unknown>>) => CellObserver;

export interface CellObserver {
  /** A cell has ended, well or not. */
  cellEnded(): void;
}

/** The variable of the environment that names the module's file; it is gone before any cell runs. */
export const observerVariable = "TRAINBOOK_CELL_OBSERVER";
