/** `fetch` of a notebook: a request is given up when its cell is cancelled. */
import { cells, outside, runUnder } from "./currentCell";
import { KeyboardInterrupt } from "./keyboardInterrupt";
import { returningPromise, settle } from "./learnersSide";

export function carryFetch(): void {
  const nativeFetch = globalThis.fetch;
  const { any } = AbortSignal;
  const fetch: typeof nativeFetch = async (input, init) => {
    const { cancelled, signal } = cells.current;
    if (cancelled) throw new KeyboardInterrupt();
    const given = init?.signal ?? (input instanceof globalThis.Request ? input.signal : undefined);
    const either = given ? any([given, signal]) : signal;
    // The connections and timers inside outlive the cell, because later fetches share them.
    const response = runUnder(outside, () => nativeFetch(input, { ...init, signal: either }));
    return new Promise((resolve, reject) => settle(response, resolve, reject));
  };
  const learners = returningPromise(fetch);
  Object.defineProperty(learners, "name", { value: "fetch" });
  globalThis.fetch = learners;
}
