import type * as tf from "@tensorflow/tfjs-node-gpu";
import { UnknownNameError } from "../../options";
import { isClassOf } from "../callable";
import type { Logs } from "../logs";
import { Callback, CallbackError, type HookName, hookNames } from "./callback";

type OfRun = (logs: Logs) => unknown;
type OfEpochOrBatch = (index: number, logs: Logs) => unknown;

/** Functions to be called while a model is trained; they may be async. Epochs and batches count from 0. */
export interface Hooks {
  onTrainBegin?: OfRun;
  onTrainEnd?: OfRun;
  onEpochBegin?: OfEpochOrBatch;
  onEpochEnd?: OfEpochOrBatch;
  onTrainBatchBegin?: OfEpochOrBatch;
  onTrainBatchEnd?: OfEpochOrBatch;
  /** The same as `onTrainBatchBegin`, under its old name. */
  onBatchBegin?: OfEpochOrBatch;
  /** The same as `onTrainBatchEnd`, under its old name. */
  onBatchEnd?: OfEpochOrBatch;
  onTestBegin?: OfRun;
  onTestEnd?: OfRun;
  onTestBatchBegin?: OfEpochOrBatch;
  onTestBatchEnd?: OfEpochOrBatch;
  onPredictBegin?: OfRun;
  onPredictEnd?: OfRun;
  onPredictBatchBegin?: OfEpochOrBatch;
  onPredictBatchEnd?: OfEpochOrBatch;
}

/**
 * A callback made of functions (keras.callbacks.LambdaCallback). `fit` makes one of any object with hooks; called
 * functions see that object as `this`.
 *
 * @example
 * new callbacks.LambdaCallback({ onEpochEnd: (epoch, logs) => console.log(epoch, logs.loss) })
 */
export class LambdaCallback extends Callback {
  /** @throws {UnknownNameError} for a hook that there is not. @throws {CallbackError} for an object without hooks. */
  constructor(hooks: Hooks) {
    super();
    requireHooks(hooks);
    for (const name of hookNames) {
      const hook = hooks[name];
      if (typeof hook !== "function") continue;
      Object.defineProperty(this, name, {
        value: (...args: unknown[]) => Reflect.apply(hook, hooks, args),
        configurable: true,
        writable: true,
      });
    }
    const { setModel } = hooks as { setModel?: (model: tf.LayersModel) => void };
    if (typeof setModel === "function") {
      this.setModel = (model) => {
        this.model = model;
        setModel.call(hooks, model);
      };
    }
  }
}

/** @throws {UnknownNameError} for a method of a custom class that looks like a hook and is none. */
export function requireKnownHooks(callback: Callback): void {
  for (
    let of = Object.getPrototypeOf(callback);
    of && of !== Callback.prototype;
    of = Object.getPrototypeOf(of)
  ) {
    requireHookNames(Object.getOwnPropertyNames(of));
  }
}

function requireHookNames(names: readonly string[]): void {
  const unknown = names.find((name) => /^on[A-Z]/.test(name) && !hookNames.includes(name as HookName));
  if (unknown) throw new UnknownNameError("hook of callbacks", unknown, hookNames);
}

/** Hooks of an object, or of the class that it is of. */
function requireHooks(hooks: Hooks): void {
  const given: unknown = hooks;
  if (isClassOf(Callback, given)) {
    throw new CallbackError(`callbacks: a callback is the class ${given.name}.`, {
      cure: `give an object of it: new callbacks.${given.name}()`,
    });
  }
  if (typeof hooks !== "object" || hooks === null) {
    throw new CallbackError(`callbacks: a callback must be an object with hooks, found ${String(hooks)}.`, {
      cure: "{ onEpochEnd: (epoch, logs) => console.log(epoch, logs) }, or one of callbacks",
    });
  }
  const prototype = Object.getPrototypeOf(hooks) as object | null;
  const isPlain = prototype === Object.prototype || prototype === null;
  const names = [...Object.keys(hooks), ...(isPlain ? [] : Object.getOwnPropertyNames(prototype))];
  requireHookNames(names);
  if (names.some((name) => hookNames.includes(name as HookName))) return;
  throw new UnknownNameError("hook of callbacks", names[0] ?? "", hookNames);
}
