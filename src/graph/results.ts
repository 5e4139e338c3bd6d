/** Results of traced functions: each call gives the same structure, with tensors of its own. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { isPromise } from "../forgottenAwait";
import { type Flat, flatten } from "./structure";
import { TracingError } from "./tracingError";

/** @throws {TracingError} for a promise, for a generator, and for tensors in what is no list and no plain object. */
export function resultsOf(output: unknown): Flat {
  if (isPromise(output)) {
    // Nobody waits for it.
    output.then(undefined, () => undefined);
    throw new TracingError("a traced function is async, and gave a promise where a tensor is expected.", {
      cure: "write it without async and await: nothing in it can be waited for",
    });
  }
  if (typeof (output as { next?: unknown } | null | undefined)?.next === "function") {
    throw new TracingError("a traced function is a generator, of which nothing has run yet.", {
      cure: "write it as a plain function that returns its tensors in a list",
    });
  }
  const flat = flatten(output, "its result");
  for (const { path, identity } of flat.leaves) {
    if (identity === undefined || !holdsTensor(identity)) continue;
    const kind = identity.constructor?.name ?? "object";
    throw new TracingError(
      `a traced function returns tensors in a ${kind} (${path}), which no call can fill anew.`,
      {
        cure: "return tensors in lists and plain objects: Object.fromEntries(map)",
      },
    );
  }
  return flat;
}

/** Whether a traced tensor is among the members of a collection, or the fields of an object. */
function holdsTensor(holder: object): boolean {
  const parts =
    holder instanceof Map
      ? [...holder.keys(), ...holder.values()]
      : holder instanceof Set
        ? [...holder]
        : Object.values(holder);
  return parts.some((part) =>
    [part].flat(3).some((one) => one instanceof tf.Tensor && !(one instanceof tf.Variable)),
  );
}
