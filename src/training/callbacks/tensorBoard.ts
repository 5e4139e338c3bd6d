import path from "node:path";
import { boolean, fitting, number, type OptionsOf, type Resolved, resolveOptions } from "../../options";
import { ModelFileError, modelToKeras } from "../../saving";
import type { Logs } from "../logs";
import { Callback, CallbackError, type CallbackState } from "./callback";
import { readLearningRate } from "./learningRate";
import { requirePath } from "./requirePath";
import { EventFile } from "./tensorBoard/eventFile";
import { histogram, kerasModel, scalar } from "./tensorBoard/summaries";

export interface TensorBoardOptions {
  /** After every so many epochs the weights are written as histograms. Defaults to 0, never. */
  histogramFreq?: number;
  /** Whether the model's layers are written, for the page of graphs. Defaults to true. */
  writeGraph?: boolean;
  /** Whether the steps a second are written. Defaults to false. */
  writeStepsPerSecond?: boolean;
  /** After each epoch, or also after each batch, or every so many batches. Defaults to "epoch". */
  updateFreq?: "epoch" | "batch" | number;
}

/**
 * Writes what TensorBoard shows (keras.callbacks.TensorBoard): losses, metrics and the learning rate by epoch, and if
 * asked by batch, and histograms of weights. Those of training and of validation are in folders of their own.
 *
 * @example
 * new callbacks.TensorBoard("logs", { histogramFreq: 1 }) // then: tensorboard --logdir logs
 */
export class TensorBoard extends Callback {
  /** The options of the class, with their defaults. */
  static readonly options = {
    histogramFreq: number(0),
    writeGraph: boolean(true),
    writeStepsPerSecond: boolean(false),
    updateFreq: fitting<"epoch" | "batch" | number>(
      '"epoch", "batch" or a number of batches',
      (value) => value === "epoch" || value === "batch" || (Number.isInteger(value) && Number(value) > 0),
      "epoch",
    ),
  } satisfies OptionsOf<TensorBoardOptions>;

  private readonly options: Resolved<typeof TensorBoard.options>;
  private readonly updateFreq: number | "epoch";
  private train: EventFile | undefined;
  private validation: EventFile | undefined;
  private trainBatch = 0;
  private testBatch = 0;
  private iterationsBefore = 0;
  private epochStart = 0;
  private batchStart = 0;

  /** @throws {CallbackError} for a frequency that is none. */
  constructor(
    private readonly logDir = "logs",
    options: TensorBoardOptions = {},
  ) {
    super();
    this.options = resolveOptions("callbacks.TensorBoard", options, TensorBoard.options, {
      Refusal: CallbackError,
    });
    requirePath("TensorBoard", logDir, '"logs"');
    const { updateFreq } = this.options;
    this.updateFreq = updateFreq === "batch" ? 1 : updateFreq;
  }

  override followsBatches(): boolean {
    return this.updateFreq !== "epoch" || this.options.writeStepsPerSecond;
  }

  override onTrainBegin(): void {
    this.closeFiles();
    this.trainBatch = 0;
    if (this.options.writeGraph) this.writeGraph();
  }

  override onTrainEnd(): void {
    this.closeFiles();
  }

  override onEpochBegin(): void {
    this.iterationsBefore = this.model.optimizer?.iterations ?? 0;
    this.epochStart = performance.now();
  }

  override onTrainBatchBegin(): void {
    this.trainBatch += 1;
    this.batchStart = performance.now();
  }

  override onTrainBatchEnd(_batch: number, logs: Logs): void {
    if (!this.isDue(this.trainBatch)) return;
    const numbers: Logs = this.options.writeStepsPerSecond
      ? { steps_per_second: 1000 / (performance.now() - this.batchStart), ...logs }
      : logs;
    for (const [name, value] of Object.entries(numbers)) {
      this.trainFile().add(this.trainBatch, scalar(`batch_${name}`, value));
    }
  }

  override onTestBatchBegin(): void {
    this.testBatch += 1;
  }

  override onTestEnd(logs: Logs): void {
    const step = this.model.optimizer?.iterations ?? 0;
    for (const [name, value] of Object.entries(logs)) {
      this.validationFile().add(step, scalar(`evaluation_${name}_vs_iterations`, value));
    }
  }

  override onEpochEnd(epoch: number, logs: Logs): void {
    const ofTraining: Logs = Object.fromEntries(
      Object.entries(logs).filter(([name]) => !name.startsWith("val_")),
    );
    ofTraining.learning_rate = readLearningRate(this.model);
    if (this.options.writeStepsPerSecond) {
      const seconds = (performance.now() - this.epochStart) / 1000;
      ofTraining.steps_per_second =
        ((this.model.optimizer?.iterations ?? 0) - this.iterationsBefore) / seconds;
    }
    for (const [name, value] of Object.entries(ofTraining))
      this.trainFile().add(epoch, scalar(`epoch_${name}`, value));
    for (const [name, value] of Object.entries(logs)) {
      if (name.startsWith("val_")) this.validationFile().add(epoch, scalar(`epoch_${name.slice(4)}`, value));
    }
    const { histogramFreq } = this.options;
    if (histogramFreq > 0 && epoch % histogramFreq === 0) this.writeWeights(epoch);
  }

  override saveState(): CallbackState {
    return { values: { trainBatch: this.trainBatch, testBatch: this.testBatch } };
  }

  override restoreState({ values }: CallbackState): void {
    Object.assign(this, values);
  }

  private isDue(step: number): boolean {
    return this.updateFreq !== "epoch" && step % this.updateFreq === 0;
  }

  private writeGraph(): void {
    try {
      this.trainFile().add(0, kerasModel("keras", JSON.stringify(modelToKeras(this.model))));
    } catch (error) {
      // A model that Keras cannot have has no picture there, and trains all the same.
      if (!(error instanceof ModelFileError)) throw error;
      console.warn(`TensorBoard: the graph is not written: ${error.message}`);
    }
  }

  private writeWeights(epoch: number): void {
    for (const { name, weights } of this.model.layers) {
      for (const weight of weights) {
        const [own] = weight.originalName.split("/").slice(-1);
        this.trainFile().add(epoch, histogram(`${name}/${own}/histogram`, weight.read().dataSync()));
      }
    }
  }

  private trainFile(): EventFile {
    this.train ??= new EventFile(path.join(this.logDir, "train"));
    return this.train;
  }

  private validationFile(): EventFile {
    this.validation ??= new EventFile(path.join(this.logDir, "validation"));
    return this.validation;
  }

  private closeFiles(): void {
    this.train?.close();
    this.validation?.close();
    this.train = undefined;
    this.validation = undefined;
  }
}
