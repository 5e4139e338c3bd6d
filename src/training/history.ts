/** What `fit` returns: each loss and metric at the end of each epoch (as keras.callbacks.History). */
import { type Displayable, displaySymbol, type MimeBundle, tableBundle, tableOf } from "../display";
import { Callback, type CallbackState } from "./callbacks";
import type { Logs } from "./logs";

export class History extends Callback implements Displayable {
  /** The epochs that ran, counted from 0. */
  readonly epoch: number[] = [];
  /** For each name one number an epoch. */
  readonly history: Record<string, number[]> = {};

  /** A new training begins a new record. */
  override async onTrainBegin(): Promise<void> {
    this.epoch.length = 0;
    for (const name of Object.keys(this.history)) delete this.history[name];
  }

  override async onEpochEnd(epoch: number, logs: Logs = {}): Promise<void> {
    this.epoch.push(epoch);
    for (const [name, value] of Object.entries(logs)) {
      this.history[name] = [...(this.history[name] ?? []), value];
    }
  }

  override saveState(): CallbackState {
    return { values: { epoch: this.epoch, history: this.history } };
  }

  override restoreState({ values }: CallbackState): void {
    this.epoch.push(...(values.epoch as number[]));
    Object.assign(this.history, values.history);
  }

  [displaySymbol](): MimeBundle {
    const table = tableOf(this);
    return table ? tableBundle(table) : { "text/plain": "History of no epoch" };
  }
}
