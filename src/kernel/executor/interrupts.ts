/**
 * Interrupts on the main thread. An interrupt cancels the running cell, which ends it for the learner; whatever of
 * that cell goes on throws at its next `__check`, and its timers and fetches come to nothing.
 *
 * "An interrupt is pending" and "a cell is cancelled" are two things: the first passes as soon as the event loop
 * has dealt with it, and so never reaches the next cell; the second stays with the cell for ever.
 */
import type { Cell } from "./cell";
import { cells } from "./currentCell";
import { KeyboardInterrupt } from "./keyboardInterrupt";
import { SharedFlags } from "./sharedFlags";

/** Milliseconds within which V8 is known to have ended the running code after it was asked to. */
const TERMINATION_AT_MOST = 200;

/** Node's own: the global one will be a cell's. */
const later = setImmediate;

const started = new Set<Cell>();
let running: Cell | undefined;
let numbers = new SharedFlags().numbers;
/** What the pending interrupt has been taken to mean. */
let heeded: Cell | "background" | undefined;
let onCancelled: (cell: Cell) => void = () => {};

/** Connects to the watchdog. `whenCancelled` ends a running cell that was interrupted. */
export function heedInterrupts(shared: SharedFlags, whenCancelled: (cell: Cell) => void): void {
  numbers = shared.numbers;
  onCancelled = whenCancelled;
}

/** From now on an interrupt means this cell; without one, all that earlier cells have left running. */
export function setRunning(cell: Cell | undefined): void {
  running = cell;
  if (cell) started.add(cell);
}

/** `__check` of converted code: passes its argument on, or throws where the running code is to stop. */
export function check<Value>(value?: Value): Value | undefined {
  if (numbers[SharedFlags.interrupt] === 1) heed();
  if (cells.current.cancelled) throw new KeyboardInterrupt();
  return value;
}

function heed(): void {
  if (!heeded) {
    heeded = running ?? "background";
    if (running) running.cancel();
    else for (const cell of started) cell.cancel();
  }
  // What keeps the event loop from the interrupt is meant too, even where another cell has left it behind.
  if (started.has(cells.current)) cells.current.cancel();
}

/** The interrupt has come to the event loop: no code of a cell is on the stack. */
export function handleInterrupt(): void {
  cells.current = cells.latest;
  const target = heeded ?? running ?? "background";
  if (!heeded) heed();
  heeded = undefined;
  // A cell that has heeded the interrupt by itself is about to end, and knows where it stood.
  later(() => {
    if (target === "background") started.clear();
    else if (target === running) onCancelled(target);
  });
  Atomics.store(numbers, SharedFlags.interrupt, 0);
  if (Atomics.load(numbers, SharedFlags.termination) === 0) return;
  // V8 was asked to end what was running; it may do so yet. Here it hits nothing that matters.
  Atomics.wait(numbers, SharedFlags.termination, 1, TERMINATION_AT_MOST);
}
