/**
 * An observer of cells: a module of whoever started the kernel, loaded before any cell runs. The grading of exercises
 * exports with it what a notebook has made.
 */

/** What such a module exports as `observeCells`, given the values of all cells by name. */
export type ObserveCells = (names: Readonly<Record<string, unknown>>) => CellObserver;

export interface CellObserver {
  /** A cell has ended, well or not. */
  cellEnded(): void;
}

/** The variable of the environment that names the module's file; it is gone before any cell runs. */
export const observerVariable = "TRAINBOOK_CELL_OBSERVER";

/** The observer, where there is one. What it throws at the end of a cell is nothing to the cell. */
export function startObserver(names: Readonly<Record<string, unknown>>): CellObserver | undefined {
  const file = process.env[observerVariable];
  delete process.env[observerVariable];
  if (!file) return undefined;
  const { observeCells } = require(file) as { observeCells: ObserveCells };
  const observer = observeCells(names);
  return {
    cellEnded() {
      try {
        observer.cellEnded();
      } catch {
        // The values of this cell are then those of the cell before.
      }
    },
  };
}
