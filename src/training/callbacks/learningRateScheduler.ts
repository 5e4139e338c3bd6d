import type { Logs } from "../logs";
import { requireKnownOptions } from "../names";
import { Callback, CallbackError } from "./callback";
import { readLearningRate, writeLearningRate } from "./learningRate";

export interface LearningRateSchedulerOptions {
  /** 1 says each new rate. Defaults to 0. */
  verbose?: 0 | 1;
}

/**
 * Sets the learning rate before each epoch (keras.callbacks.LearningRateScheduler), and logs it as `learning_rate`.
 *
 * @example
 * new callbacks.LearningRateScheduler((epoch, rate) => (epoch < 5 ? rate : rate * 0.9))
 */
export class LearningRateScheduler extends Callback {
  /** @param schedule gives the rate of an epoch, counted from 0; it is told the rate of the last. */
  constructor(
    private readonly schedule: (epoch: number, learningRate: number) => number,
    private readonly options: LearningRateSchedulerOptions = {},
  ) {
    super();
    requireKnownOptions("callbacks.LearningRateScheduler", options, ["verbose"]);
  }

  override onEpochBegin(epoch: number): void {
    const rate = this.schedule(epoch, readLearningRate(this.model));
    if (typeof rate !== "number") {
      throw new CallbackError(
        `LearningRateScheduler: the schedule must give a number, found ${String(rate)}.`,
      );
    }
    writeLearningRate(this.model, Math.fround(rate));
    if (this.options.verbose) console.log(`Epoch ${epoch + 1}: the learning rate is ${rate}.`);
  }

  override onEpochEnd(_epoch: number, logs: Logs): void {
    logs.learning_rate = readLearningRate(this.model);
  }
}
