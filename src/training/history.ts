/** The history that `fit` returns: each loss and metric at the end of each epoch (as keras.callbacks.History). */
import { type Displayable, displaySymbol, type MimeBundle, tableBundle, tableOf } from "../display";
import { Callback, type CallbackState } from "./callbacks";
import type { Logs } from "./logs";

export class History extends Callback implements Displayable {
  /** The epochs that ran, counted from 0. */
  readonly epoch: number[] = [];
  /** For each name one number an epoch. */
  readonly history: Record<string, number[]> = {};
  /** For each name the epochs, counted from 0, at whose end its values were measured: plots have them there. */
  readonly measuredIn: Record<string, number[]> = {};
  /** Whether more or less is better of what a metric measures that knows it. Plots mark the best epoch by it. */
  readonly directions: Record<string, "up" | "down"> = {};

  /** A new training begins a new record. */
  override async onTrainBegin(): Promise<void> {
    this.epoch.length = 0;
    for (const record of [this.history, this.measuredIn, this.directions]) {
      for (const name of Object.keys(record)) delete record[name];
    }
  }

  override async onEpochEnd(epoch: number, logs: Logs = {}): Promise<void> {
    this.epoch.push(epoch);
    for (const [name, value] of Object.entries(logs)) {
      this.history[name] = [...(this.history[name] ?? []), value];
      this.measuredIn[name] = [...(this.measuredIn[name] ?? []), epoch];
    }
    Object.assign(this.directions, this.params?.directions);
  }

  override saveState(): CallbackState {
    return { values: { epoch: this.epoch, history: this.history, measuredIn: this.measuredIn } };
  }

  override restoreState({ values }: CallbackState): void {
    this.epoch.push(...(values.epoch as number[]));
    Object.assign(this.history, values.history);
    Object.assign(this.measuredIn, values.measuredIn);
  }

  [displaySymbol](): MimeBundle {
    const table = tableOf(this);
    return table ? tableBundle(table) : { "text/plain": "History of no epoch" };
  }
}
