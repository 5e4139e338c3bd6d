/** A cell as the executor knows it. Whatever the cell started carries it along, also after the cell's end. */
import { setMaxListeners } from "node:events";
import { KeyboardInterrupt } from "./keyboardInterrupt";

const { abort } = AbortController.prototype;

export class Cell {
  /** True from an interrupt on: what the cell has left behind does nothing more. */
  cancelled = false;
  // Most cells need none of these, and every cell is remembered.
  private drawings: Set<Promise<void>> | undefined;
  private controller: AbortController | undefined;
  /** How to wake what waits for a timer. */
  private sleepers: Map<NodeJS.Timeout, () => void> | undefined;
  private sleepersAtMost = 100;

  constructor(
    readonly id: string,
    readonly count: number,
    readonly allowsInput: boolean,
  ) {}

  /** Aborted when the cell is cancelled. */
  get signal(): AbortSignal {
    if (!this.controller) {
      this.controller = new AbortController();
      // A cell may have any number of fetches and programs.
      setMaxListeners(0, this.controller.signal);
      if (this.cancelled) this.abort();
    }
    return this.controller.signal;
  }

  /** The cell ends only after this drawing. */
  hold(drawing: Promise<void>): void {
    this.drawings ??= new Set();
    this.drawings.add(drawing);
  }

  /** Waits for the drawings under way, also for those that begin meanwhile. */
  async drawn(): Promise<void> {
    while (this.drawings) {
      const { drawings } = this;
      this.drawings = undefined;
      await Promise.all(drawings);
    }
  }

  /** Something waits for `timer`; when the cell is cancelled, `wake` ends the wait. */
  addSleeper(timer: NodeJS.Timeout, wake: () => void): void {
    this.sleepers ??= new Map();
    if (this.sleepers.size >= this.sleepersAtMost) this.forgetClearedTimers(this.sleepers);
    this.sleepers.set(timer, wake);
  }

  removeSleeper(timer: NodeJS.Timeout): void {
    this.sleepers?.delete(timer);
  }

  private forgetClearedTimers(sleepers: Map<NodeJS.Timeout, () => void>): void {
    for (const timer of sleepers.keys()) {
      if ((timer as { _destroyed?: boolean })._destroyed) sleepers.delete(timer);
    }
    this.sleepersAtMost = Math.max(100, 2 * sleepers.size);
  }

  /** May be cut off and called again. */
  cancel(): void {
    this.cancelled = true;
    this.abort();
    for (const wake of this.sleepers?.values() ?? []) wake();
    this.sleepers = undefined;
  }

  private abort(): void {
    try {
      if (this.controller) Reflect.apply(abort, this.controller, [new KeyboardInterrupt()]);
    } catch {
      // Where events do not work any more, nothing waits for this one.
    }
  }

  /** The same cell without the interrupt: for what comes to the notebook afterwards, from nobody in particular. */
  successor(): Cell {
    return new Cell(this.id, this.count, this.allowsInput);
  }
}
