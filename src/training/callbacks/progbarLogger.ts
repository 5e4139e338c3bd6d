import type { Logs } from "../logs";
import { ProgressBar, type Verbosity } from "../progressBar";
import { Callback } from "./callback";

/**
 * The progress that `fit`, `evaluate` and `predict` show while they run, for tfjs's own `model.fit` and for custom
 * training loops (keras.callbacks.ProgbarLogger).
 *
 * @example
 * await model.fit(x, y, { epochs: 3, verbose: 0, callbacks: [new callbacks.ProgbarLogger()] });
 */
export class ProgbarLogger extends Callback {
  private bar: ProgressBar | undefined;
  private step = 0;
  private isFitting = false;

  /** For steps of training whose logs nobody reads. @param steps how many are done. */
  countSteps(steps: number): void {
    this.step = steps;
  }

  /** The same for steps of evaluation. */
  countTestSteps(steps: number): void {
    if (!this.isFitting) this.step = steps;
  }

  override followsBatches(): boolean {
    return this.current().isDue();
  }

  override followsTestBatches(): boolean {
    return !this.isFitting && this.current().isDue();
  }

  override onTrainBegin(): void {
    this.isFitting = true;
    this.bar = undefined;
  }

  override onTrainEnd(): void {
    this.isFitting = false;
  }

  override onEpochBegin(epoch: number): void {
    const epochs = String(this.params.epochs ?? 1);
    this.begin(`Epoch ${String(epoch + 1).padStart(epochs.length)}/${epochs}`);
  }

  override onTrainBatchEnd(batch: number, logs?: Logs): void {
    this.update(batch, logs);
  }

  override onEpochEnd(_epoch: number, logs?: Logs): void {
    this.current().end(this.step, logs ?? {});
  }

  // Inside `fit`, validation is part of the epoch's line.
  override onTestBegin(): void {
    if (!this.isFitting) this.begin("");
  }

  override onTestBatchEnd(batch: number, logs?: Logs): void {
    if (!this.isFitting) this.update(batch, logs);
  }

  override onTestEnd(logs?: Logs): void {
    if (!this.isFitting) this.current().end(this.step, logs ?? {});
  }

  override onPredictBegin(): void {
    this.begin("");
  }

  override onPredictBatchEnd(batch: number): void {
    this.update(batch, {});
  }

  override onPredictEnd(): void {
    this.current().end(this.step, {});
  }

  private begin(label: string): void {
    this.step = 0;
    this.current().begin(label, (this.params.steps as number | null | undefined) ?? null);
  }

  private update(batch: number, logs: Logs = {}): void {
    this.step = batch + 1;
    this.current().update(this.step, logs);
  }

  private current(): ProgressBar {
    this.bar ??= new ProgressBar((this.params.verbose as Verbosity | undefined) ?? "auto");
    return this.bar;
  }
}
