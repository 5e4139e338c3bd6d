/** The callbacks of a training, called in their order. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import type { Logs } from "../logs";
import { BackupAndRestore } from "./backupAndRestore";
import { Callback, type CallbackParams, type HookName } from "./callback";
import { type Hooks, LambdaCallback, requireKnownHooks } from "./lambdaCallback";
import { ProgbarLogger } from "./progbarLogger";
import { TerminateOnNaN } from "./terminateOnNaN";

/** One of `callbacks` or of your own, one of tfjs, or an object with hooks. */
export type CallbackChoice = Callback | tf.Callback | Hooks;

export type CallbackChoices = CallbackChoice | readonly CallbackChoice[];

/** Options of tfjs's own `model.fit`, with our callbacks. */
type TfjsFitOptions = Omit<tf.ModelFitArgs, "callbacks"> & { callbacks?: Callback | readonly Callback[] };

declare module "@tensorflow/tfjs-layers/dist/engine/training" {
  interface LayersModel {
    fit(x: tf.Tensor | tf.Tensor[], y: tf.Tensor | tf.Tensor[], args: TfjsFitOptions): Promise<tf.History>;
  }
}
declare module "@tensorflow/tfjs-layers/dist/models" {
  interface Sequential {
    fit(x: tf.Tensor | tf.Tensor[], y: tf.Tensor | tf.Tensor[], args: TfjsFitOptions): Promise<tf.History>;
  }
}

type AnyCallback = Callback | tf.Callback;

export class CallbackList {
  private readonly all: AnyCallback[];
  /** Those that the learner gave. */
  readonly given: readonly AnyCallback[];

  /**
   * @param own come after those given, whose numbers they then see; a backup comes last, when all have noted the epoch.
   * @throws {UnknownNameError} for an object whose hooks have names that there are not.
   */
  constructor(own: readonly Callback[], given: CallbackChoices = []) {
    const choices = [given].flat() as CallbackChoice[];
    this.given = choices.map(asCallback);
    const callbacks = [...this.given, ...own];
    const isBackup = (callback: AnyCallback) => callback instanceof BackupAndRestore;
    this.all = [...callbacks.filter((one) => !isBackup(one)), ...callbacks.filter(isBackup)];
  }

  /** Whether one of them wants to hear of single batches of training now. */
  followBatches(): boolean {
    const { onBatchBegin, onBatchEnd } = tf.Callback.prototype;
    return this.all.some((callback) =>
      callback instanceof Callback
        ? callback.followsBatches()
        : callback.onBatchBegin !== onBatchBegin || callback.onBatchEnd !== onBatchEnd,
    );
  }

  /** The same for batches of validation and evaluation, which tfjs's own callbacks do not know. */
  followTestBatches(): boolean {
    return this.all.some((callback) => callback instanceof Callback && callback.followsTestBatches());
  }

  /** Whether one of them ends training where the loss is no number. */
  get endsOnNaN(): boolean {
    return this.all.some((callback) => callback instanceof TerminateOnNaN);
  }

  /** Of batches that nobody followed. @param steps how many are done. */
  countSteps(steps: number): void {
    for (const bar of this.progressBars) bar.countSteps(steps);
  }

  countTestSteps(steps: number): void {
    for (const bar of this.progressBars) bar.countTestSteps(steps);
  }

  setParams(params: CallbackParams): void {
    for (const callback of this.all) (callback as Callback).setParams(params);
  }

  setModel(model: tf.LayersModel): void {
    for (const callback of this.all) callback.setModel(model);
  }

  /** The epoch to begin with: a backup's, where there is one. */
  async resumeAt(initialEpoch: number): Promise<number> {
    return (await this.backup?.resumeAt()) ?? initialEpoch;
  }

  /** Everything as the backup has it: weights, optimizer, random numbers, callbacks. */
  async restore(): Promise<void> {
    await this.backup?.restore();
  }

  async onTrainBegin(): Promise<void> {
    const ours = this.all.filter((one): one is Callback => one instanceof Callback);
    this.backup?.watch(ours);
    await this.call("onTrainBegin", {});
  }

  onTrainEnd(logs: Logs): Promise<void> {
    return this.call("onTrainEnd", logs);
  }

  onEpochBegin(epoch: number): Promise<void> {
    return this.call("onEpochBegin", epoch, {});
  }

  onEpochEnd(epoch: number, logs: Logs): Promise<void> {
    return this.call("onEpochEnd", epoch, logs);
  }

  onTrainBatchBegin(batch: number): Promise<void> {
    return this.call("onTrainBatchBegin", batch, {});
  }

  onTrainBatchEnd(batch: number, logs: Logs): Promise<void> {
    return this.call("onTrainBatchEnd", batch, logs);
  }

  onTestBegin(): Promise<void> {
    return this.call("onTestBegin", {});
  }

  onTestEnd(logs: Logs): Promise<void> {
    return this.call("onTestEnd", logs);
  }

  onTestBatchBegin(batch: number): Promise<void> {
    return this.call("onTestBatchBegin", batch, {});
  }

  onTestBatchEnd(batch: number, logs: Logs): Promise<void> {
    return this.call("onTestBatchEnd", batch, logs);
  }

  onPredictBegin(): Promise<void> {
    return this.call("onPredictBegin", {});
  }

  onPredictEnd(): Promise<void> {
    return this.call("onPredictEnd", {});
  }

  onPredictBatchBegin(batch: number): Promise<void> {
    return this.call("onPredictBatchBegin", batch, {});
  }

  onPredictBatchEnd(batch: number): Promise<void> {
    return this.call("onPredictBatchEnd", batch, {});
  }

  private get progressBars(): ProgbarLogger[] {
    return this.all.filter((one) => one instanceof ProgbarLogger);
  }

  private get backup(): BackupAndRestore | undefined {
    return this.all.find((one): one is BackupAndRestore => one instanceof BackupAndRestore);
  }

  private async call(hook: HookName, ...args: unknown[]): Promise<void> {
    for (const callback of this.all) {
      const method = (callback as unknown as Record<string, unknown>)[nameFor(callback, hook)];
      if (typeof method === "function") await method.apply(callback, args);
    }
  }
}

/** tfjs's own callbacks know batches of training only, under their old names. */
function nameFor(callback: AnyCallback, hook: HookName): string {
  return callback instanceof Callback ? hook : hook.replace("onTrainBatch", "onBatch");
}

function asCallback(choice: CallbackChoice): AnyCallback {
  if (choice instanceof Callback) requireKnownHooks(choice);
  if (choice instanceof Callback || choice instanceof tf.Callback) return choice;
  return new LambdaCallback(choice);
}
