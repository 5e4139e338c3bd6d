/** One training, from its first epoch to its last: what `fit` does once it knows the data. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { anything, boolean, fitting, number, type OptionsOf, oneOf } from "../../options";
import { type Epochs, executions, type NextBatch } from "../batches";
import { type CallbackChoices, CallbackList, ProgbarLogger } from "../callbacks";
import type { Compilation } from "../compile";
import type { StepKind } from "../customSteps";
import { TrainingDataError } from "../errors";
import { History } from "../history";
import type { Logs } from "../logs";
import type { Verbosity } from "../progressBar";
import { StepFunction } from "../steps";
import { recordOf, type TrainingRecord } from "../witness";
import type { FitData } from "./fitData";
import { measure } from "./measure";
import { NanWarning } from "./nanWarning";
import { nextTurn } from "./nextTurn";
import { Pace } from "./pace";
import { sayScale } from "./scaleHint";

/** Options of `fit` that say how it trains. */
export interface TrainingRunOptions {
  /** The epoch after which training ends, counted from 1. Defaults to 1. */
  epochs?: number;
  /** The epoch to begin with, counted from 0: to go on with training. Defaults to 0. */
  initialEpoch?: number;
  /** Validation after every so many epochs, or after those listed (counted from 1). Defaults to 1. */
  validationFreq?: number | readonly number[];
  /**
   * Callbacks that hear about each epoch and batch: one or several of `callbacks`, of tfjs, or objects with their
   * hooks. Defaults to none.
   */
  callbacks?: CallbackChoices;
  /**
   * After how many steps callbacks hear of batches. Where the data is tensors, a graph takes those steps in one call.
   * Defaults to as many as take about 100 ms, and to 1 where a callback has hooks of batches.
   */
  stepsPerExecution?: number;
  /**
   * True runs every operation of a step by itself, false makes a graph of each step. Defaults to a graph, unless the
   * training has so few steps that making one would take longer.
   */
  runEagerly?: boolean;
  /**
   * In how many parts a graph computes each batch, side by side. Defaults to one for each core of the processor where
   * the model is convolutional and computes every sample by itself, otherwise to 1. Results differ by rounding alone.
   */
  towers?: number;
  /** 0 silent, 1 a moving bar, 2 a line an epoch. Defaults to "auto". */
  verbose?: Verbosity;
}

const isCount = (value: unknown): boolean => Number.isInteger(value) && (value as number) > 0;

/** Those options, with their defaults. */
export const trainingRunOptions = {
  epochs: number(1),
  initialEpoch: number(0),
  validationFreq: fitting<number | readonly number[]>(
    "a whole number above 0, or a list of epochs",
    (value) => isCount(value) || (Array.isArray(value) && value.every(isCount)),
  ),
  callbacks: anything<CallbackChoices>(),
  stepsPerExecution: fitting<number>("a whole number above 0", isCount),
  runEagerly: boolean(),
  towers: number(),
  verbose: oneOf([0, 1, 2, "auto"], "auto"),
} satisfies OptionsOf<TrainingRunOptions>;

export class TrainingRun {
  private readonly history = new History();
  private readonly callbacks: CallbackList;
  private readonly training: StepFunction;
  private readonly validating: StepFunction | undefined;
  private readonly record: TrainingRecord | undefined;
  private readonly pace = new Pace();
  private readonly nanWarning = new NanWarning();
  private readonly epochs: number;
  private readonly initialEpoch: number;
  /** Of the last epoch that ended. */
  private logs: Logs = {};
  /** The epoch that began last, and whether it was left before its last step. */
  private current = { epoch: -1, isCut: false };

  /** Holds graphs until `run` has ended. */
  constructor(
    private readonly model: tf.LayersModel,
    compilation: Compilation,
    private readonly data: FitData,
    private readonly options: TrainingRunOptions,
  ) {
    const { epochs = 1, initialEpoch = 0, verbose = "auto", runEagerly, towers } = options;
    this.epochs = epochs;
    this.initialEpoch = initialEpoch;
    const progress = verbose === 0 ? [] : [new ProgbarLogger()];
    this.callbacks = new CallbackList([this.history, ...progress], options.callbacks);
    this.callbacks.setParams(this.params());
    this.callbacks.setModel(model);
    const acquire = (kind: StepKind, { steps }: Epochs) => {
      const count = steps === null ? null : steps * (epochs - initialEpoch);
      return StepFunction.acquire(kind, model, compilation, { runEagerly, towers, count });
    };
    this.training = acquire("train", data.train);
    this.validating = data.validation && acquire("test", data.validation);
    this.record = recordOf({ model, callbacks: this.callbacks.given, epochs });
  }

  async run(): Promise<History> {
    const { model, callbacks } = this;
    let isFailed = true;
    model.stopTraining = false;
    try {
      await callbacks.onTrainBegin();
      for (let epoch = await this.firstEpoch(); epoch < this.epochs; epoch++) {
        await this.epoch(epoch);
        if (model.stopTraining) break;
      }
      isFailed = false;
    } finally {
      await this.end(isFailed);
    }
    return this.history;
  }

  /** That of a backup, where there is one; everything is then as the backup has it. */
  private async firstEpoch(): Promise<number> {
    const { callbacks, data, epochs, initialEpoch } = this;
    const first = await callbacks.resumeAt(initialEpoch);
    data.skipEpochs(Math.min(first, epochs) - initialEpoch);
    await callbacks.restore();
    return first;
  }

  private async epoch(epoch: number): Promise<void> {
    const { callbacks, training } = this;
    training.results.reset();
    this.current = { epoch, isCut: false };
    await callbacks.onEpochBegin(epoch);
    await this.executions(epoch);
    this.logs = { ...this.readLogs(epoch), ...(await this.validation(epoch)) };
    this.record?.epochEnds(epoch, this.logs);
    // Only now is the length of some data known.
    callbacks.setParams(this.params());
    await callbacks.onEpochEnd(epoch, this.logs);
  }

  /** The steps of an epoch, several in one call where no callback has to hear of each. */
  private async executions(epoch: number): Promise<void> {
    const { callbacks, model } = this;
    const { stepsPerExecution, verbose } = this.options;
    // A training that was stopped before its epoch takes one step in it, as Keras's does.
    const isTold = () => callbacks.followBatches() || model.stopTraining;
    const stepsTogether = () => stepsPerExecution ?? (isTold() ? 1 : this.pace.steps);
    let [step, toldOf] = [0, 0];
    const tell = async () => {
      toldOf = step;
      if (callbacks.followBatches()) await callbacks.onTrainBatchEnd(step - 1, this.readLogs(epoch));
      else callbacks.countSteps(step);
    };
    for await (const batches of executions(this.data.train.epoch(), stepsTogether)) {
      if (verbose !== 0 && step === 0) sayScale(model, batches[0] as NextBatch);
      if (step === toldOf) await callbacks.onTrainBatchBegin(step);
      await this.execution(batches);
      step += batches.length;
      if (step - toldOf >= (stepsPerExecution ?? 1)) await tell();
      this.current.isCut = model.stopTraining && step !== this.data.train.steps;
      if (model.stopTraining) break;
      await nextTurn();
    }
    if (step > toldOf) await tell();
    if (step === 0) throw new TrainingDataError("fit: the data holds no batch.");
  }

  private execution(batches: readonly NextBatch[]): Promise<void> {
    this.record?.trains(batches);
    return this.pace.measure(batches.length, () => this.training.run(batches));
  }

  private async validation(epoch: number): Promise<Logs> {
    const { validation } = this.data;
    if (!(validation && this.validating && isValidated(epoch, this.options.validationFreq))) return {};
    const measured = await measure(validation, this.validating, this.callbacks, this.record);
    return Object.fromEntries(Object.entries(measured).map(([name, value]) => [`val_${name}`, value]));
  }

  private async end(isFailed: boolean): Promise<void> {
    try {
      this.callbacks.setParams({ ...this.params(), isFailed, stoppedIn: this.stoppedIn(isFailed) });
      await this.callbacks.onTrainEnd(this.logs);
    } finally {
      this.record?.ends();
      this.training.release();
      this.validating?.release();
    }
  }

  private stoppedIn(isFailed: boolean): number | undefined {
    const { epoch, isCut } = this.current;
    const hasMore = isCut || (this.model.stopTraining && epoch + 1 < this.epochs);
    return epoch >= 0 && (isFailed || hasMore) ? epoch : undefined;
  }

  private readLogs(epoch: number): Logs {
    const logs = this.training.results.logs();
    if (!this.callbacks.endsOnNaN) this.nanWarning.check(logs.loss, epoch);
    return logs;
  }

  private params() {
    const { verbose = "auto", validationFreq = 1 } = this.options;
    const { train, validation } = this.data;
    const skipsValidation = validation !== undefined && validationFreq !== 1;
    return {
      epochs: this.epochs,
      steps: train.steps,
      verbose,
      skipsValidation,
      directions: this.directions(),
    };
  }

  /** Metrics are known once a step has logged them. */
  private directions(): Record<string, "up" | "down"> {
    const steps: (StepFunction | undefined)[] = [this.validating, this.training];
    return Object.assign({}, ...steps.map((step) => step?.results.directions()));
  }
}

/** Keras's rule, which counts epochs from 1. */
function isValidated(epoch: number, frequency: number | readonly number[] = 1): boolean {
  return typeof frequency === "number" ? (epoch + 1) % frequency === 0 : frequency.includes(epoch + 1);
}
