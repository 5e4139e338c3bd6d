/** Calls of traced functions: one operation of TensorFlow's, on this thread or on another. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import type { TensorHandle } from "../engine";
import { binding, handlesOf, tensorFor } from "./nodeBackend";
import type { TracedFunction } from "./tracedFunction";

/** @returns what the function returns. Variables that it assigns have their new values. */
export function runTraced(traced: TracedFunction, inputs: readonly tf.Tensor[]): tf.Tensor[] {
  return withInputs(traced, inputs, (handles) =>
    finished(traced, binding().callFunction(callOf(traced, handles))),
  );
}

/** The same on a thread of TensorFlow's, while this one goes on. */
export async function runTracedAsync(
  traced: TracedFunction,
  inputs: readonly tf.Tensor[],
): Promise<tf.Tensor[]> {
  const results = await withInputs(traced, inputs, (handles) =>
    binding().callFunctionAsync(callOf(traced, handles)),
  );
  return finished(traced, results);
}

const callOf = ({ name, outputs, assigned, threads }: TracedFunction, inputs: TensorHandle[]) => ({
  ...{ name, inputs, threads },
  outputs: outputs + assigned.length,
});

/** Hands `call` the handles of a function's inputs, and of what it captured as it is now. */
export function withInputs<Result>(
  { captures }: Pick<TracedFunction, "captures">,
  inputs: readonly tf.Tensor[],
  call: (handles: TensorHandle[]) => Result,
): Result {
  const fresh: tf.Tensor[] = [];
  try {
    const captured = captures.map((capture) => {
      if (capture.kind === "constant") return capture.handle;
      if (capture.kind === "variable") return handlesOf([capture.variable])[0] as TensorHandle;
      const made = tf.keep(capture.make());
      fresh.push(made);
      return handlesOf([made])[0] as TensorHandle;
    });
    return call([...handlesOf(inputs), ...captured]);
  } finally {
    tf.dispose(fresh);
  }
}

function finished({ outputs, assigned, effects }: TracedFunction, handles: TensorHandle[]): tf.Tensor[] {
  const tensors = handles.map(tensorFor);
  for (const [index, variable] of assigned.entries()) {
    const value = tensors[outputs + index] as tf.Tensor;
    variable.assign(value);
    value.dispose();
  }
  for (const effect of effects) effect();
  return tensors.slice(0, outputs);
}

/** Frees what a traced function holds in the runtime. */
export function forget({ name, threads, captures }: TracedFunction): void {
  binding().removeFunction({ name, threads });
  for (const capture of captures) {
    if (capture.kind === "constant") binding().deleteHandle(capture.handle);
  }
}
