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
import { asLearners, type Check, type Checked, checkOf } from "./learnersSide";
import { SharedFlags } from "./sharedFlags";
import { nextTurn } from "./turns";

/** Milliseconds within which V8 is known to have ended the running code after it was asked to. */
const TERMINATION_AT_MOST = 1_000;

const started = new Set<Cell>();
let running: Cell | undefined;
/** The target that the pending interrupt was taken to mean. */
let heeded: Cell | "background" | undefined;
let onCancelled: (cell: Cell) => void = () => {};

const checked: Checked = {
  numbers: new SharedFlags().numbers,
  cells,
  heed,
  interrupted: () => new KeyboardInterrupt(),
};

/** `__check` of converted code. */
export const check: Check = checkOf(checked);

/** Connects to the watchdog. `whenCancelled` ends a running cell that was interrupted. */
export function heedInterrupts(shared: SharedFlags, whenCancelled: (cell: Cell) => void): void {
  checked.numbers = shared.numbers;
  onCancelled = whenCancelled;
}

/** From now on an interrupt means this cell. */
export function cellStarts(cell: Cell): void {
  // An interrupt that was heeded before did not mean this cell.
  if (heeded) interruptIsOver();
  running = cell;
  started.add(cell);
}

/** From now on an interrupt means all that cells have left running; one that is pending has done its work. */
export function cellEnds(): void {
  running = undefined;
  interruptIsOver();
}

/** Where V8 was asked to end what was running, it may do so yet, with whatever it finds: it shall find this. */
function interruptIsOver(): void {
  heeded = undefined;
  Atomics.store(checked.numbers, SharedFlags.interrupt, 0);
  Atomics.wait(checked.numbers, SharedFlags.termination, 1, TERMINATION_AT_MOST);
}

function heed(): void {
  if (!heeded) {
    if (running) cancel(running);
    else for (const cell of started) cancel(cell);
    // Last: where this is cut off, it is done again.
    heeded = running ?? "background";
  }
  // The code that keeps the event loop from the interrupt is meant too, even if another cell left it running.
  if (started.has(cells.current)) cancel(cells.current);
}

function cancel(cell: Cell): void {
  cell.cancel();
  // Events that belong to no cell in particular, such as a socket's, are not the stopped cell's.
  if (cells.latest === cell) cells.latest = cell.successor();
}

/** The interrupt has come to the event loop: no code of a cell is on the stack. It may come several times. */
export function handleInterrupt(): void {
  if (checked.numbers[SharedFlags.interrupt] === 0) return;
  cells.current = cells.latest;
  if (!heeded) heed();
  if (running === undefined) {
    started.clear();
    interruptIsOver();
    return;
  }
  // A cell that heeds the interrupt by itself ends before that, and knows where it stood.
  const target = running;
  nextTurn(() =>
    nextTurn(() => {
      if (target === running && target.cancelled) onCancelled(target);
    }),
  );
}

/** Hooks by which the wrapper of a native library heeds interrupts. */
export interface NativeCallGuard {
  /** Before a native call. Throws where the running code is to stop. */
  enter(): void;
  /** After it. */
  leave(): void;
}

/**
 * Puts a NativeCallGuard under `Symbol.for("trainbook.kernel.nativeCalls")`. An interrupt that cuts through tfjs leaves
 * its tapes and scopes half open; with the guard around each operation it is thrown between two operations instead.
 */
export function guardNativeCalls(): void {
  const guard: NativeCallGuard = {
    enter: asLearners(() => {
      check();
      checked.numbers[SharedFlags.nativeCall] = 1;
    }),
    leave: asLearners(() => {
      checked.numbers[SharedFlags.nativeCall] = 0;
    }),
  };
  Object.defineProperty(globalThis, Symbol.for("trainbook.kernel.nativeCalls"), { value: guard });
}
