/** `saveFreq`: after the epoch, or after so many batches, counted over epochs. */
import { CallbackError } from "./callback";

export type SaveFreq = "epoch" | number;

export class BatchCounter {
  private seen = 0;
  private last = -1;

  /** @throws {CallbackError} for a frequency that is none. */
  constructor(
    private readonly saveFreq: SaveFreq,
    callback: string,
  ) {
    if (saveFreq === "epoch" || (Number.isInteger(saveFreq) && saveFreq > 0)) return;
    throw new CallbackError(
      `callbacks.${callback}: saveFreq must be "epoch" or a number of batches, found ${String(saveFreq)}.`,
    );
  }

  /** Whether it is time, after this batch. */
  isDue(batch: number): boolean {
    if (this.saveFreq === "epoch") return false;
    // A lower number is one of a new epoch; with stepsPerExecution not every batch is told of.
    this.seen += batch <= this.last ? batch + 1 : batch - this.last;
    this.last = batch;
    if (this.seen < this.saveFreq) return false;
    this.seen = 0;
    return true;
  }
}
