/** `fetch` of a notebook: a request is given up when its cell is cancelled. */
import { cells, outside, runUnder } from "./currentCell";
import { KeyboardInterrupt } from "./keyboardInterrupt";

export function carryFetch(): void {
  const nativeFetch = globalThis.fetch;
  globalThis.fetch = function fetch(input, init) {
    const { cancelled, signal } = cells.current;
    if (cancelled) return Promise.reject(new KeyboardInterrupt());
    const given = init?.signal ?? (input instanceof Request ? input.signal : undefined);
    const either = given ? AbortSignal.any([given, signal]) : signal;
    // The connections and timers inside outlive the cell, because later fetches share them.
    const response = runUnder(outside, () => nativeFetch(input, { ...init, signal: either }));
    return response.then((value) => value);
  };
}
