/** The first argument of `fit` and its kin. */
import { TrainingDataError } from "./errors";

/**
 * A promise is what `loadModel` gives without `await`.
 *
 * @param call who asks, for the error.
 * @throws {TrainingDataError} for what is no model.
 */
export function requireModel(model: unknown, call: string): void {
  if (typeof (model as { compile?: unknown } | null | undefined)?.compile === "function") return;
  const isPromise = model instanceof Promise;
  const found = isPromise ? "a promise" : model === null ? "null" : typeof model;
  throw new TrainingDataError(`${call}: the first argument must be a model, found ${found}.`, {
    cure: isPromise ? "wait for it: await loadModel(…)" : `${call}(model, x, …)`,
  });
}
