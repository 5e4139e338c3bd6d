import * as tf from "@tensorflow/tfjs-node-gpu";
import { boolean, number, type OptionsOf, oneOf, type Resolved } from "../../options";
import type { Logs } from "../logs";
import type { CallbackState } from "./callback";
import { MonitorCallback, type MonitorOptions } from "./monitor";

export interface EarlyStoppingOptions extends MonitorOptions {
  /** The margin by which a value must be better to count as an improvement. Defaults to 0. */
  minDelta?: number;
  /** How many epochs may pass without getting better. Defaults to 0. */
  patience?: number;
  /** 1 says why training ended. Defaults to 0. */
  verbose?: 0 | 1;
  /** A value that has to be beaten as well. Defaults to none. */
  baseline?: number;
  /** Whether the model gets the weights of its best epoch back when training ends. Defaults to false. */
  restoreBestWeights?: boolean;
  /** The epoch, counted from 0, with which watching begins. Defaults to 0. */
  startFromEpoch?: number;
}

/**
 * Ends training when what it watches gets no better (keras.callbacks.EarlyStopping).
 *
 * @example
 * await fit(model, x, y, { epochs: 100, validationSplit: 0.2, callbacks: new callbacks.EarlyStopping({ patience: 3 }) });
 */
export class EarlyStopping extends MonitorCallback {
  static override readonly options = {
    ...MonitorCallback.options,
    minDelta: number(0),
    patience: number(0),
    verbose: oneOf([0, 1], 0),
    baseline: number(),
    restoreBestWeights: boolean(false),
    startFromEpoch: number(0),
  } satisfies OptionsOf<EarlyStoppingOptions>;

  declare protected readonly options: Resolved<typeof EarlyStopping.options>;

  private wait = 0;
  private best: number | undefined;
  private bestEpoch = 0;
  private bestWeights: tf.Tensor[] | undefined;
  /** The epoch, counted from 0, after which it ended training; 0 where it did not. */
  stoppedEpoch = 0;

  /** How many epochs may pass without getting better. */
  get patience(): number {
    return this.options.patience;
  }

  constructor(options: EarlyStoppingOptions = {}) {
    super(options);
  }

  override onTrainBegin(): void {
    this.wait = 0;
    this.stoppedEpoch = 0;
    this.best = undefined;
    this.bestEpoch = 0;
    this.forgetWeights();
  }

  override onEpochEnd(epoch: number, logs: Logs): void {
    const { baseline, restoreBestWeights, startFromEpoch } = this.options;
    const current = this.monitored(logs);
    if (current === undefined || epoch < startFromEpoch) return;
    // Without any best weights yet, the first are.
    if (restoreBestWeights && !this.bestWeights) this.keepWeights(epoch);
    this.wait += 1;
    if (this.isImprovement(current, this.best)) {
      this.best = current;
      this.bestEpoch = epoch;
      if (restoreBestWeights) this.keepWeights(epoch);
      if (this.isImprovement(current, baseline)) this.wait = 0;
      return;
    }
    if (this.wait < this.patience || epoch === 0) return;
    this.stoppedEpoch = epoch;
    this.model.stopTraining = true;
  }

  override onTrainEnd(): void {
    const isVerbose = this.options.verbose > 0;
    if (this.stoppedEpoch > 0 && isVerbose) console.log(`Epoch ${this.stoppedEpoch + 1}: early stopping`);
    // As in Keras, a training that broke off keeps the weights that it has.
    if (this.params?.isFailed) this.forgetWeights();
    if (!this.bestWeights) return;
    if (isVerbose) console.log(`Restoring the weights of the best epoch, ${this.bestEpoch + 1}.`);
    this.model.setWeights(this.bestWeights);
    this.forgetWeights();
  }

  override saveState(): CallbackState {
    const { wait, best, bestEpoch, stoppedEpoch, bestWeights: tensors } = this;
    return { values: { wait, best, bestEpoch, stoppedEpoch }, tensors };
  }

  override restoreState({ values, tensors }: CallbackState): void {
    Object.assign(this, values);
    this.forgetWeights();
    if (tensors && tensors.length > 0) this.bestWeights = tensors;
  }

  private keepWeights(epoch: number): void {
    this.forgetWeights();
    this.bestEpoch = epoch;
    this.bestWeights = this.model.getWeights().map((weight) => tf.keep(weight.clone()));
  }

  private forgetWeights(): void {
    tf.dispose(this.bestWeights ?? []);
    this.bestWeights = undefined;
  }
}
