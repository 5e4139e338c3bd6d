/**
 * Timers, ticks and microtasks that carry their cell: their callbacks run under the cell that set them.
 *
 * When the cell is cancelled its timers come to nothing. But what only sleeps, `await new Promise((go) =>
 * setTimeout(go, 100))`, is woken, and a new timer is refused with a KeyboardInterrupt: so the code that waits gets
 * its chance to clean up, in the learner's `finally` as in that of tfjs's `model.fit`.
 *
 * No code of a cell runs inside Node's own list of timers, which an interrupt would break: see turns.ts.
 */
import { syncBuiltinESMExports } from "node:module";
import { promisify } from "node:util";
import { cells } from "./currentCell";
import { KeyboardInterrupt } from "./keyboardInterrupt";
import { asLearners, nodeTimerPromises, nodeTimers, returningPromise, settle } from "./learnersSide";
import { nextRound, nextTurn } from "./turns";

type Callback = (...values: unknown[]) => void;

/** The callback under the cell that is current now. Where it throws, its cell stays current for whoever reports that. */
function carried(callback: Callback): Callback {
  const cell = cells.current;
  return function (this: unknown, ...values) {
    cells.current = cell;
    Reflect.apply(callback, this, values);
    cells.current = cells.latest;
  };
}

/** The same for a timer, which comes to nothing when its cell is cancelled, and repeats no more once it has thrown. */
function carriedTimer(callback: Callback): Callback {
  const cell = cells.current;
  const run = carried(callback);
  return function (this: unknown, ...values) {
    const timer = this as NodeJS.Timeout;
    nextTurn(() => {
      if (cell.cancelled) clearInterval(timer);
      if (cell.cancelled || isCleared(timer)) return;
      try {
        run.apply(timer, values);
      } catch (error) {
        clearInterval(timer);
        throw error;
      }
    });
  };
}

/** Also where the timer had been due before. */
const isCleared = (timer: NodeJS.Timeout) => (timer as { _onTimeout?: unknown })._onTimeout === null;

/** The same for a timer whose callback is a promise's own `resolve`. */
function sleepingTimer(resolve: Callback, start: (callback: Callback) => NodeJS.Timeout): NodeJS.Timeout {
  const cell = cells.current;
  const run = carried(resolve);
  const timer = start((...values) => {
    nextTurn(() => {
      cell.removeSleeper(timer);
      run(...values);
    });
  });
  cell.addSleeper(timer, () => resolve(undefined));
  return timer;
}

/** V8's resolving functions have no name and one parameter; bound functions, native too, are called "bound …". */
function isResolve(callback: Callback): boolean {
  return (
    callback.name === "" &&
    callback.length === 1 &&
    Function.prototype.toString.call(callback) === "function () { [native code] }"
  );
}

/** An immediate of a notebook, which can be cut off without harm. */
class CellImmediate {
  private callback: (() => void) | undefined;

  constructor(callback: Callback, values: unknown[]) {
    const run = carried(callback);
    this.callback = () => run(...values);
    nextRound(() => this.callback?.());
  }

  clear(): void {
    this.callback = undefined;
  }

  /** The kernel stays alive with or without it. */
  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  hasRef(): boolean {
    return true;
  }
}

/** Wraps a function; anything else goes on to Node, whose error names it. */
const ifFunction = (callback: Callback, wrap: (callback: Callback) => Callback): Callback =>
  typeof callback === "function" ? wrap(callback) : callback;

function refuseCancelled(): void {
  if (cells.current.cancelled) throw new KeyboardInterrupt();
}

/** Rejects when the cell is cancelled. */
function unlessCancelled<Value>(promise: Promise<Value>): Promise<Value> {
  const { signal } = cells.current;
  return new Promise((resolve, reject) => {
    const cancel = () => reject(new KeyboardInterrupt());
    if (signal.aborted) cancel();
    signal.addEventListener("abort", cancel);
    const over = () => signal.removeEventListener("abort", cancel);
    const fulfilled = (value: Value) => {
      nextTurn(() => resolve(value));
      over();
    };
    const rejected = (error: unknown) => {
      reject(error);
      over();
    };
    void settle(promise, fulfilled, rejected);
  });
}

export function carryTimers(): void {
  const { setTimeout, setInterval, setImmediate, clearImmediate, queueMicrotask } = globalThis;
  const { nextTick } = process;
  const [timers, timerPromises] = [nodeTimers, nodeTimerPromises];
  const promises = { setTimeout: timerPromises.setTimeout, setImmediate: timerPromises.setImmediate };

  const wrapped = {
    setTimeout: (callback: Callback, ...rest: [number?, ...unknown[]]) => {
      refuseCancelled();
      if (typeof callback === "function" && isResolve(callback)) {
        return sleepingTimer(callback, (run) => setTimeout(run, ...rest));
      }
      return setTimeout(ifFunction(callback, carriedTimer), ...rest);
    },
    setInterval: (callback: Callback, ...rest: [number?, ...unknown[]]) => {
      refuseCancelled();
      return setInterval(ifFunction(callback, carriedTimer), ...rest);
    },
    // An immediate is as good as over when its cell is cancelled: it may run.
    setImmediate: (callback: Callback, ...rest: unknown[]) => {
      refuseCancelled();
      return typeof callback === "function" ? new CellImmediate(callback, rest) : setImmediate(callback);
    },
    clearImmediate: (immediate: CellImmediate | NodeJS.Immediate | undefined) => {
      if (immediate instanceof CellImmediate) immediate.clear();
      else clearImmediate(immediate);
    },
  };
  const wrappedPromises = {
    setTimeout: returningPromise((...rest: Parameters<typeof promises.setTimeout>) =>
      unlessCancelled(promises.setTimeout(...rest)),
    ),
    setImmediate: returningPromise((...rest: Parameters<typeof promises.setImmediate>) =>
      unlessCancelled(promises.setImmediate(...rest)),
    ),
  };
  for (const made of Object.values(wrapped)) asLearners(made);
  for (const name of ["setTimeout", "setImmediate"] as const) {
    Object.defineProperty(wrapped[name], promisify.custom, { value: wrappedPromises[name] });
  }
  Object.assign(timers, wrapped);
  Object.assign(timerPromises, wrappedPromises);
  // Node's own streams and sockets use these two; they must go on in a cancelled cell as well.
  Object.assign(globalThis, wrapped, {
    queueMicrotask: asLearners((callback: Callback) => queueMicrotask(ifFunction(callback, carried))),
  });
  globalThis.process.nextTick = asLearners((callback: Callback, ...rest: unknown[]) =>
    nextTick(ifFunction(callback, carried), ...rest),
  );
  syncBuiltinESMExports();
}
