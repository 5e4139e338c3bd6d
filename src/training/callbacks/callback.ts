/** The base class of callbacks (keras.callbacks.Callback). */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { TrainbookError } from "../../trainbookError";
import type { Logs } from "../logs";
import { inTfjsFit, isFromTfjsFit } from "./inTfjsFit";

/** A callback that cannot do what it is for. */
export class CallbackError extends TrainbookError {}

/** The training parameters that `fit` passes to its callbacks. */
export interface CallbackParams {
  /** The epoch after which training ends. */
  epochs?: number;
  /** Batches in an epoch; null where nobody knows. */
  steps?: number | null;
  verbose?: 0 | 1 | 2 | "auto";
  /** Whether there are epochs without validation, and others with it. */
  skipsValidation?: boolean;
  /** Whether more or less is better of a log, where its metric knows it. Complete at the end of the first epoch. */
  directions?: Readonly<Record<string, "up" | "down">>;
  /** Whether training was ended by an error or an interrupt; known in `onTrainEnd`. */
  isFailed?: boolean;
  /** The epoch, counted from 0, in which training ended before its time; known in `onTrainEnd`. */
  stoppedIn?: number | undefined;
}

/** The saved state of a callback, for a training that resumes after an interruption. */
export interface CallbackState {
  /** Anything that JSON can hold. */
  values: Record<string, unknown>;
  tensors?: tf.Tensor[];
}

type Hook = void | Promise<void>;

/** tfjs's own class says that every hook gives a promise; Keras's hooks give nothing. */
const TfjsCallback = tf.Callback as unknown as new () => object;

/**
 * To write one of your own, extend this class and override the hooks that you need; they may be async. Epochs and
 * batches count from 0. `logs` holds the averages so far, under Keras's names. It works in tfjs's own `model.fit` as
 * well, where hooks of tests and predictions are not called.
 *
 * @example
 * class StopAtAccuracy extends Callback {
 *   onEpochEnd(_epoch: number, logs: Logs) {
 *     if (logs.accuracy > 0.98) this.model.stopTraining = true;
 *   }
 * }
 */
export class Callback extends TfjsCallback {
  /** The model in training. `this.model.stopTraining = true` ends it after the batch or the epoch. */
  declare model: tf.LayersModel;
  declare params: CallbackParams;

  setModel(model: tf.LayersModel): void {
    this.model = model;
  }

  setParams(params: CallbackParams): void {
    this.params = params;
    if (isFromTfjsFit(params)) inTfjsFit(this);
  }

  onTrainBegin(_logs: Logs): Hook {}
  /** Also called where training was ended by an error or an interrupt. */
  onTrainEnd(_logs: Logs): Hook {}
  onEpochBegin(_epoch: number, _logs: Logs): Hook {}
  onEpochEnd(_epoch: number, _logs: Logs): Hook {}

  onTrainBatchBegin(batch: number, logs: Logs): Hook {
    return this.onBatchBegin(batch, logs);
  }

  onTrainBatchEnd(batch: number, logs: Logs): Hook {
    return this.onBatchEnd(batch, logs);
  }

  /** The same as `onTrainBatchBegin`, under its old name. */
  onBatchBegin(_batch: number, _logs: Logs): Hook {}
  /** The same as `onTrainBatchEnd`, under its old name. */
  onBatchEnd(_batch: number, _logs: Logs): Hook {}

  onTestBegin(_logs: Logs): Hook {}
  onTestEnd(_logs: Logs): Hook {}
  onTestBatchBegin(_batch: number, _logs: Logs): Hook {}
  onTestBatchEnd(_batch: number, _logs: Logs): Hook {}

  onPredictBegin(_logs: Logs): Hook {}
  onPredictEnd(_logs: Logs): Hook {}
  onPredictBatchBegin(_batch: number, _logs: Logs): Hook {}
  onPredictBatchEnd(_batch: number, _logs: Logs): Hook {}

  /** Whether this callback wants to hear of single batches now: telling of each, with its logs, costs time. */
  followsBatches(): boolean {
    return batchHooks.some((hook) => this[hook] !== Callback.prototype[hook]);
  }

  /** The same for batches of validation and evaluation. */
  followsTestBatches(): boolean {
    return testBatchHooks.some((hook) => this[hook] !== Callback.prototype[hook]);
  }

  /** The state that `BackupAndRestore` keeps of this callback. Its tensors still belong to this callback. */
  saveState(): CallbackState | undefined {
    return undefined;
  }

  /** The callback goes on from what it saved. Tensors are this callback's from here on. */
  restoreState(_state: CallbackState): Hook {}
}

const batchHooks = ["onTrainBatchBegin", "onTrainBatchEnd", "onBatchBegin", "onBatchEnd"] as const;
const testBatchHooks = ["onTestBatchBegin", "onTestBatchEnd"] as const;

export const hookNames = [
  "onTrainBegin",
  "onTrainEnd",
  "onEpochBegin",
  "onEpochEnd",
  "onTrainBatchBegin",
  "onTrainBatchEnd",
  "onBatchBegin",
  "onBatchEnd",
  "onTestBegin",
  "onTestEnd",
  "onTestBatchBegin",
  "onTestBatchEnd",
  "onPredictBegin",
  "onPredictEnd",
  "onPredictBatchBegin",
  "onPredictBatchEnd",
] as const;

export type HookName = (typeof hookNames)[number];
