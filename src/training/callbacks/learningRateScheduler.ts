import { type OptionsOf, oneOf, type Resolved, resolveOptions } from "../../options";
import type { Logs } from "../logs";
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
  /** The options of the class, with their defaults. */
  static readonly options = {
    verbose: oneOf([0, 1], 0),
  } satisfies OptionsOf<LearningRateSchedulerOptions>;

  private readonly options: Resolved<typeof LearningRateScheduler.options>;
  /** @param schedule gives the rate of an epoch, counted from 0; it is told the rate of the last. */
  constructor(
    private readonly schedule: (epoch: number, learningRate: number) => number,
    options: LearningRateSchedulerOptions = {},
  ) {
    super();
    this.options = resolveOptions("callbacks.LearningRateScheduler", options, LearningRateScheduler.options, {
      Refusal: CallbackError,
    });
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
