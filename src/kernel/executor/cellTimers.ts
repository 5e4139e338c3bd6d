/**
 * Timers, ticks and microtasks that carry their cell: their callbacks run under the cell that set them, and those
 * of a cancelled cell do nothing.
 */
import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers";
import timerPromises from "node:timers/promises";
import { promisify } from "node:util";
import { cells } from "./currentCell";

type Callback = (...values: unknown[]) => void;

/** The callback under the cell that is current now. Where it throws, its cell stays current for whoever reports that. */
function carried(callback: Callback): Callback {
  const cell = cells.current;
  return function (this: unknown, ...values) {
    cells.current = cell;
    callback.apply(this, values);
    cells.current = cells.latest;
  };
}

/** The same for a timer, which comes to nothing when its cell is cancelled. */
function carriedTimer(callback: Callback): Callback {
  const cell = cells.current;
  const run = carried(callback);
  return function (this: unknown, ...values) {
    if (!cell.cancelled) run.apply(this, values);
    else clearInterval(this as NodeJS.Timeout);
  };
}

/** What is no function goes on to Node, whose error names it. */
const ifFunction = <Value>(callback: Value, wrap: (callback: Callback) => Callback): Value =>
  typeof callback === "function" ? (wrap(callback as unknown as Callback) as Value) : callback;

/** A promise that stays pending for ever when its cell is cancelled: what awaits it does not go on. */
function unlessCancelled<Value>(promise: Promise<Value>): Promise<Value> {
  const cell = cells.current;
  return new Promise((resolve, reject) => {
    promise.then(
      (value) => cell.cancelled || resolve(value),
      (error) => cell.cancelled || reject(error),
    );
  });
}

export function carryTimers(): void {
  const { setTimeout, setInterval, setImmediate, queueMicrotask } = globalThis;
  const { nextTick } = process;
  const promises = { setTimeout: timerPromises.setTimeout, setImmediate: timerPromises.setImmediate };

  const wrapped = {
    setTimeout: (callback: Callback, ...rest: [number?, ...unknown[]]) =>
      setTimeout(ifFunction(callback, carriedTimer), ...rest),
    setInterval: (callback: Callback, ...rest: [number?, ...unknown[]]) =>
      setInterval(ifFunction(callback, carriedTimer), ...rest),
    setImmediate: (callback: Callback, ...rest: unknown[]) =>
      setImmediate(ifFunction(callback, carriedTimer), ...rest),
  };
  const wrappedPromises = {
    setTimeout: (...rest: Parameters<typeof promises.setTimeout>) =>
      unlessCancelled(promises.setTimeout(...rest)),
    setImmediate: (...rest: Parameters<typeof promises.setImmediate>) =>
      unlessCancelled(promises.setImmediate(...rest)),
  };
  for (const name of ["setTimeout", "setImmediate"] as const) {
    Object.defineProperty(wrapped[name], promisify.custom, { value: wrappedPromises[name] });
  }
  Object.assign(timers, wrapped);
  Object.assign(timerPromises, wrappedPromises);
  Object.assign(globalThis, wrapped, {
    queueMicrotask: (callback: Callback) => queueMicrotask(ifFunction(callback, carried)),
  });
  process.nextTick = (callback: Callback, ...rest: unknown[]) =>
    nextTick(ifFunction(callback, carried), ...rest);
  syncBuiltinESMExports();
}
