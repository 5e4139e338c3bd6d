import { type CellObserver, type ObserveCells, observerVariable } from "../../cellObserver";

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
