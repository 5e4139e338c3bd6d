/** A cell as the executor knows it. Whatever the cell started carries it along, also after the cell's end. */
import { KeyboardInterrupt } from "./keyboardInterrupt";

export class Cell {
  /** True from an interrupt on: what the cell has left behind does nothing more. */
  cancelled = false;
  /** Drawings under way. */
  readonly held = new Set<Promise<void>>();
  private controller: AbortController | undefined;

  constructor(
    readonly id: string,
    readonly count: number,
    readonly allowsInput: boolean,
  ) {}

  /** Aborted when the cell is cancelled. */
  get signal(): AbortSignal {
    if (!this.controller) {
      this.controller = new AbortController();
      if (this.cancelled) this.controller.abort(new KeyboardInterrupt());
    }
    return this.controller.signal;
  }

  cancel(): void {
    if (this.cancelled) return;
    this.cancelled = true;
    this.controller?.abort(new KeyboardInterrupt());
  }
}
