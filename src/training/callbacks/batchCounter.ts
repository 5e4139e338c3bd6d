/** `saveFreq`: after the epoch, or after so many batches, counted over epochs. */
import { fitting, type Option } from "../../options";

export type SaveFreq = "epoch" | number;

/** The option `saveFreq`. */
export const saveFreq = (fallback: SaveFreq): Option<SaveFreq, SaveFreq> =>
  fitting<SaveFreq>(
    '"epoch" or a number of batches',
    (value) => value === "epoch" || (Number.isInteger(value) && Number(value) > 0),
    fallback,
  );

export class BatchCounter {
  private seen = 0;
  private last = -1;

  constructor(private readonly saveFreq: SaveFreq) {}

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
