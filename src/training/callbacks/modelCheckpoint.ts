import { mkdirSync } from "node:fs";
import path from "node:path";
import { boolean, number, type OptionsOf, oneOf, type Resolved } from "../../options";
import type { Logs } from "../logs";
import { saveModel, saveWeights } from "../modelFiles";
import { BatchCounter, type SaveFreq, saveFreq } from "./batchCounter";
import { CallbackError, type CallbackState } from "./callback";
import { MonitorCallback, type MonitorOptions } from "./monitor";
import { filledTemplate } from "./pathTemplate";
import { requirePath } from "./requirePath";

export interface ModelCheckpointOptions extends MonitorOptions {
  /** 1 says when it saves. Defaults to 0. */
  verbose?: 0 | 1;
  /** Whether only what is better than all before is saved. Defaults to false. */
  saveBestOnly?: boolean;
  /** Whether only weights are saved, to a file that ends in `.weights.h5`. Defaults to false. */
  saveWeightsOnly?: boolean;
  /** After each epoch, or after so many batches. Defaults to "epoch". */
  saveFreq?: SaveFreq;
  /** With `saveBestOnly`, what has to be beaten first. Defaults to nothing. */
  initialValueThreshold?: number;
}

/**
 * Saves the model while it is trained (keras.callbacks.ModelCheckpoint), in files that Keras opens. A file is replaced
 * when the new one is complete, so that there is always a whole one.
 *
 * @example
 * new callbacks.ModelCheckpoint("best_model.h5", { saveBestOnly: true })
 * new callbacks.ModelCheckpoint("{epoch:02d}-{val_loss:.2f}.keras")
 */
export class ModelCheckpoint extends MonitorCallback {
  static override readonly options = {
    ...MonitorCallback.options,
    verbose: oneOf([0, 1], 0),
    saveBestOnly: boolean(false),
    saveWeightsOnly: boolean(false),
    saveFreq: saveFreq("epoch"),
    initialValueThreshold: number(),
  } satisfies OptionsOf<ModelCheckpointOptions>;

  declare protected readonly options: Resolved<typeof ModelCheckpoint.options>;

  private readonly batches: BatchCounter;
  private best: number | undefined;
  private epoch = 0;

  /**
   * @param filepath ends in `.keras` or `.h5`, or with `saveWeightsOnly` in `.weights.h5`. Names in braces are filled in:
   * `epoch`, counted from 1, `batch`, and those of the logs. Folders that are not there are made.
   * @throws {CallbackError} for another ending.
   */
  constructor(
    private readonly filepath: string,
    options: ModelCheckpointOptions = {},
  ) {
    super(options);
    this.batches = new BatchCounter(this.options.saveFreq);
    this.best = this.options.initialValueThreshold;
    requirePath("ModelCheckpoint", filepath, '"best.keras", { saveBestOnly: true }');
    const endings = this.options.saveWeightsOnly ? [".weights.h5"] : [".keras", ".h5"];
    if (endings.some((ending) => filepath.endsWith(ending))) return;
    throw new CallbackError(
      `callbacks.ModelCheckpoint: the file name must end in ${endings.join(" or ")}, found "${filepath}".`,
    );
  }

  override followsBatches(): boolean {
    return this.options.saveFreq !== "epoch";
  }

  override onEpochBegin(epoch: number): void {
    this.epoch = epoch;
  }

  override async onTrainBatchEnd(batch: number, logs: Logs): Promise<void> {
    if (this.batches.isDue(batch)) await this.save({ epoch: this.epoch + 1, batch: batch + 1 }, logs);
  }

  override async onEpochEnd(epoch: number, logs: Logs): Promise<void> {
    if (!this.followsBatches()) await this.save({ epoch: epoch + 1 }, logs);
  }

  override saveState(): CallbackState {
    return { values: { best: this.best } };
  }

  override restoreState({ values }: CallbackState): void {
    this.best = values.best as number | undefined;
  }

  private async save(counts: { epoch: number; batch?: number }, logs: Logs): Promise<void> {
    const file = filledTemplate(this.filepath, { counts: { ...counts }, measures: logs });
    if (!this.isWorthSaving(counts.epoch, logs)) return;
    mkdirSync(path.dirname(file), { recursive: true });
    await (this.options.saveWeightsOnly ? saveWeights : saveModel)(this.model, file);
    this.say(counts.epoch, `saved to ${file}`);
  }

  private isWorthSaving(epoch: number, logs: Logs): boolean {
    if (!this.options.saveBestOnly) return true;
    const current = this.monitored(logs);
    if (current === undefined) return false;
    const before = this.best === undefined ? "" : ` from ${this.best.toFixed(5)}`;
    if (!this.isImprovement(current, this.best)) {
      this.say(epoch, `${this.monitor} did not improve${before}`);
      return false;
    }
    this.say(epoch, `${this.monitor} improved${before} to ${current.toFixed(5)}`);
    this.best = current;
    return true;
  }

  private say(epoch: number, text: string): void {
    if (this.options.verbose) console.log(`Epoch ${epoch}: ${text}`);
  }
}
