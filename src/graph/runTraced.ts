/** Calls of traced functions: one operation of TensorFlow's, on this thread or on another. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import type { ComputeDtype, TensorHandle } from "../engine";
import type { CallVariables } from "./callQueue";
import { binding, handlesOf, tensorFor } from "./nodeBackend";
import type { TracedFunction } from "./tracedFunction";

export interface RunOptions {
  computeDtype: ComputeDtype;
  variables: CallVariables;
}

/** @returns what the function returns. Variables that it assigns have their new values. */
export function runTraced(
  traced: TracedFunction,
  inputs: readonly tf.Tensor[],
  { computeDtype, variables }: RunOptions,
): tf.Tensor[] {
  const results = withInputs(traced, inputs, variables, (handles) =>
    binding().callFunction({ ...callOf(traced, handles), computeDtype }),
  );
  return finished(traced, results, variables);
}

/** The same on a thread of TensorFlow's, while this one goes on. */
export async function runTracedAsync(
  traced: TracedFunction,
  inputs: readonly tf.Tensor[],
  { computeDtype, variables }: RunOptions,
): Promise<tf.Tensor[]> {
  const results = await withInputs(traced, inputs, variables, (handles) =>
    binding().callFunctionAsync({ ...callOf(traced, handles), computeDtype }),
  );
  return finished(traced, results, variables);
}

/**
 * Runs a function that takes many steps in one call. Values that are new for each step, such as a learning rate, are
 * made for all of them before, and effects on JavaScript's side happen then.
 */
export async function runStepsAsync(
  traced: TracedFunction,
  inputs: readonly tf.Tensor[],
  { steps, computeDtype, variables }: RunOptions & { steps: number },
): Promise<void> {
  const made: tf.Tensor[] = [];
  const kept = (tensor: tf.Tensor): tf.Tensor => {
    made.push(tf.keep(tensor));
    return tensor;
  };
  try {
    const ofSteps = traced.captures.map((): tf.Tensor[] => []);
    for (let step = 0; step < steps; step++) {
      for (const [at, capture] of traced.captures.entries()) {
        if (capture.kind === "fresh") ofSteps[at]?.push(kept(capture.make()));
      }
      for (const effect of traced.effects) effect();
    }
    const captures = traced.captures.map((capture, at) =>
      capture.kind === "fresh" ? { ...capture, make: () => tf.stack(ofSteps[at] as tf.Tensor[]) } : capture,
    );
    const results = await withInputs({ captures }, inputs, variables, (handles) =>
      binding().callFunctionAsync({ ...callOf(traced, handles), computeDtype }),
    );
    finished({ ...traced, effects: [] }, results, variables);
  } finally {
    tf.dispose(made);
  }
}

const callOf = ({ name, outputs, assigned, threads }: TracedFunction, inputs: TensorHandle[]) => ({
  ...{ name, inputs, threads },
  outputs: outputs + assigned.length,
});

/** Hands `call` the handles of a function's inputs, and of what it captured. */
export function withInputs<Result>(
  { captures }: Pick<TracedFunction, "captures">,
  inputs: readonly tf.Tensor[],
  variables: Pick<CallVariables, "handleOf">,
  call: (handles: TensorHandle[]) => Result,
): Result {
  const fresh: tf.Tensor[] = [];
  try {
    const captured = captures.map((capture) => {
      if (capture.kind === "constant") return capture.handle;
      if (capture.kind === "variable") return variables.handleOf(capture.variable);
      const made = tf.keep(capture.make());
      fresh.push(made);
      return handlesOf([made])[0] as TensorHandle;
    });
    return call([...handlesOf(inputs), ...captured]);
  } finally {
    tf.dispose(fresh);
  }
}

function finished(
  { outputs, assigned, effects }: TracedFunction,
  handles: TensorHandle[],
  variables: CallVariables,
): tf.Tensor[] {
  const tensors = handles.map(tensorFor);
  for (const [index, variable] of assigned.entries()) {
    const value = tensors[outputs + index] as tf.Tensor;
    variables.assign(variable, value);
    value.dispose();
  }
  for (const effect of effects) effect();
  return tensors.slice(0, outputs);
}

/** Frees what a traced function holds in the runtime. */
export function forget(traced: TracedFunction): void {
  forgetFunctions(traced);
  for (const capture of traced.captures) {
    if (capture.kind === "constant") binding().deleteHandle(capture.handle);
  }
}

/** The same, where what it captured belongs to another. */
export function forgetFunctions({ name, parts = [], threads }: TracedFunction): void {
  for (const of of [name, ...parts]) binding().removeFunction({ name: of, threads });
}
