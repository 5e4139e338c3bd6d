import { number, type OptionsOf, oneOf, type Resolved } from "../../options";
import type { Logs } from "../logs";
import { CallbackError, type CallbackState } from "./callback";
import { readLearningRate, writeLearningRate } from "./learningRate";
import { MonitorCallback, type MonitorOptions } from "./monitor";

export interface ReduceLROnPlateauOptions extends MonitorOptions {
  /** The factor that the learning rate is multiplied by. Defaults to 0.1. */
  factor?: number;
  /** How many epochs may pass without getting better. Defaults to 10. */
  patience?: number;
  /** 1 says when it acts. Defaults to 0. */
  verbose?: 0 | 1;
  /** The margin by which a value must be better to count as an improvement. Defaults to 1e-4. */
  minDelta?: number;
  /** How many epochs it rests after it acted. Defaults to 0. */
  cooldown?: number;
  /** The learning rate never falls below. Defaults to 0. */
  minLr?: number;
}

/**
 * Takes smaller steps when what it watches gets no better (keras.callbacks.ReduceLROnPlateau). The rate is logged as
 * `learning_rate`.
 *
 * @example
 * new callbacks.ReduceLROnPlateau({ factor: 0.2, patience: 2, minLr: 1e-5 })
 */
export class ReduceLROnPlateau extends MonitorCallback {
  static override readonly options = {
    ...MonitorCallback.options,
    factor: number(0.1),
    patience: number(10),
    verbose: oneOf([0, 1], 0),
    minDelta: number(1e-4),
    cooldown: number(0),
    minLr: number(0),
  } satisfies OptionsOf<ReduceLROnPlateauOptions>;

  declare protected readonly options: Resolved<typeof ReduceLROnPlateau.options>;

  private best: number | undefined;
  private wait = 0;
  private cooldownCounter = 0;

  /** @throws {CallbackError} for a factor that does not reduce. */
  constructor(options: ReduceLROnPlateauOptions = {}) {
    super(options);
    const { factor } = this.options;
    if (factor < 1) return;
    throw new CallbackError(`callbacks.ReduceLROnPlateau: factor must be below 1, found ${factor}.`);
  }

  override onTrainBegin(): void {
    this.best = undefined;
    this.wait = 0;
    this.cooldownCounter = 0;
  }

  override onEpochEnd(epoch: number, logs: Logs): void {
    logs.learning_rate = readLearningRate(this.model);
    const current = this.monitored(logs);
    if (current === undefined) return;
    if (this.cooldownCounter > 0) {
      this.cooldownCounter -= 1;
      this.wait = 0;
    }
    if (this.isImprovement(current, this.best)) {
      this.best = current;
      this.wait = 0;
      return;
    }
    if (this.cooldownCounter > 0) return;
    this.wait += 1;
    if (this.wait >= this.options.patience) this.reduce(epoch);
  }

  override saveState(): CallbackState {
    const { best, wait, cooldownCounter } = this;
    return { values: { best, wait, cooldownCounter } };
  }

  override restoreState({ values }: CallbackState): void {
    Object.assign(this, values);
  }

  private reduce(epoch: number): void {
    const { factor, minLr, cooldown, verbose } = this.options;
    const before = readLearningRate(this.model);
    if (before <= Math.fround(minLr)) return;
    const rate = Math.max(before * factor, minLr);
    writeLearningRate(this.model, Math.fround(rate));
    if (verbose > 0) {
      console.log(`Epoch ${epoch + 1}: the learning rate goes down to ${Number(rate.toPrecision(6))}.`);
    }
    this.cooldownCounter = cooldown;
    this.wait = 0;
  }
}
