/**
 * Which cell the running code belongs to.
 *
 * Promises carry it: each is stamped with the cell that made it, and its reactions run under that cell. Timers
 * carry it too (cellTimers.ts). What neither carries, such as an event of a socket, falls to the latest cell.
 * AsyncLocalStorage would do the same, but Node aborts when an interrupt cuts through code that uses it.
 */
import { promiseHooks } from "node:v8";
import { Cell } from "./cell";

/** No cell's: code of the kernel itself. */
export const outside = new Cell("", 0, false);

/** Fields rather than functions: they are read at every promise and every turn of a loop. */
export const cells = { current: outside, latest: outside };

function returnArgument(object: object): object {
  return object;
}

/** A constructor may return another object than its own; the fields of a subclass then go to that object. */
const ReturnArgument = returnArgument as unknown as new (object: object) => object;

/** Puts a cell into a private field of any object: a tenth of a WeakMap's cost, and invisible to inspection. */
class Stamp extends ReturnArgument {
  readonly #cell: Cell;

  constructor(promise: object, cell: Cell) {
    super(promise);
    this.#cell = cell;
  }

  static cellOf(promise: object): Cell | undefined {
    return #cell in promise ? promise.#cell : undefined;
  }
}

/** The cell that made a promise. */
export function cellOf(promise: Promise<unknown>): Cell {
  return Stamp.cellOf(promise) ?? cells.latest;
}

/** The cell that shows what is printed or drawn now. */
export function showingCell(): Cell {
  return cells.current === outside ? cells.latest : cells.current;
}

/** Runs a function under another cell. */
export function runUnder<Result>(cell: Cell, run: () => Result): Result {
  const before = cells.current;
  cells.current = cell;
  try {
    return run();
  } finally {
    cells.current = before;
  }
}

export function followPromises(): void {
  promiseHooks.createHook({
    init: (promise) => {
      new Stamp(promise, cells.current);
    },
    before: (promise) => {
      cells.current = cellOf(promise);
    },
    after: () => {
      cells.current = cells.latest;
    },
  });
}
