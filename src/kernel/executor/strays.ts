/**
 * Errors that no cell awaits: thrown in a timer or an event, or a rejection that nobody has handled. They are shown
 * under the cell that started them, and end nothing.
 */
import type { Cell } from "./cell";
import { cellOf, cells, showingCell } from "./currentCell";
import { KeyboardInterrupt } from "./keyboardInterrupt";
import { answerProcessEvents } from "./processEvents";
import { sendToServer } from "./serverChannel";
import { describeThrown } from "./thrownError";

/** Milliseconds in which the running cell may yet handle a rejection. */
const GRACE = 200;

const wait = setTimeout;

/** Rejections of the running cell that nobody has handled so far. */
const unhandled = new Map<Promise<unknown>, { cell: Cell; reason: unknown }>();

export function reportStrays(isRunning: (cell: Cell) => boolean): void {
  answerProcessEvents({
    uncaughtExceptionMonitor: () => {},
    uncaughtException: (error) => {
      const cell = showingCell();
      cells.current = cells.latest;
      report(cell, error);
    },
    unhandledRejection: (reason, promise: Promise<unknown>) => {
      const cell = cellOf(promise);
      if (!isRunning(cell)) {
        reportRejected(cell, reason);
        return;
      }
      unhandled.set(promise, { cell, reason });
      wait(() => reportRejection(promise), GRACE);
    },
    rejectionHandled: (promise: Promise<unknown>) => {
      unhandled.delete(promise);
    },
  });
}

/** The cell has ended, perhaps with an error: what it has not handled by now is shown, save that very error. */
export function reportUnhandled(shown?: { error: unknown }): void {
  for (const [promise, { reason }] of unhandled) {
    if (shown && reason === shown.error) unhandled.delete(promise);
    else reportRejection(promise);
  }
}

function reportRejection(promise: Promise<unknown>): void {
  const rejection = unhandled.get(promise);
  if (!rejection) return;
  unhandled.delete(promise);
  reportRejected(rejection.cell, rejection.reason);
}

function reportRejected(cell: Cell, reason: unknown): void {
  const where = cell.count > 0 ? `in cell [${cell.count}]` : "in the cell";
  report(cell, reason, `nobody awaited this promise: write await before the call ${where} that made it`);
}

function report(cell: Cell, error: unknown, cure?: string): void {
  // An error that an interrupt leaves behind is no news.
  if (cell.cancelled || error instanceof KeyboardInterrupt) return;
  const shown = cell.id === "" ? cells.latest : cell;
  sendToServer({ type: "stray", cell: shown.id, error: describeThrown(error, cure) });
}
