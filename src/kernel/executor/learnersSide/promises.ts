/**
 * Promises of the learner's realm. `await` of a native promise of the same realm looks for no `then`, patched or not;
 * in the kernel's realm it would.
 */

const native = Promise;
const { defineProperty } = Object;
const { apply } = Reflect;

/** Tells how a promise ends. The value is handed over as it is: it may have a `then`. */
export async function settle<Value>(
  promise: Promise<Value>,
  fulfilled: (value: Value) => void,
  rejected: (reason: unknown) => void,
): Promise<void> {
  let value: Value;
  try {
    // Otherwise `await` reads it from the prototype.
    defineProperty(promise, "constructor", { __proto__: null, value: native } as PropertyDescriptor);
    value = await promise;
  } catch (error) {
    rejected(error);
    return;
  }
  fulfilled(value);
}

/** A function of the kernel's that returns a promise, as one that returns a promise of the learner's realm. */
export function returningPromise<Values extends unknown[], Value>(
  made: (...values: Values) => Promise<Value>,
): (...values: Values) => Promise<Value> {
  return async (...values) => await apply(made, undefined, values);
}
