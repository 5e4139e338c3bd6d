/** What `fit` returns: each loss and metric at the end of each epoch (as keras.callbacks.History). */
import { type Displayable, displaySymbol, type MimeBundle } from "../display";

/** Losses and metrics by Keras's names: `loss`, `accuracy`, `val_loss`, `val_accuracy`. */
export type Logs = Record<string, number>;

export class History implements Displayable {
  /** The epochs that ran, counted from 0. */
  readonly epoch: number[] = [];
  /** For each name one number an epoch. */
  readonly history: Record<string, number[]> = {};

  /** Notes the end of an epoch. */
  record(epoch: number, logs: Logs): void {
    this.epoch.push(epoch);
    for (const [name, value] of Object.entries(logs)) {
      this.history[name] = [...(this.history[name] ?? []), value];
    }
  }

  [displaySymbol](): MimeBundle {
    const last = Object.entries(this.history).map(([name, values]) => `${name} ${values.at(-1)?.toFixed(4)}`);
    return { "text/plain": `History of ${this.epoch.length} epochs; at the end: ${last.join(", ")}` };
  }
}
