/** Runs of a function that leave no trace: it is run as a graph, and what it would assign is handed over instead. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { randomState, restoreRandomState } from "../engine";
import { isPromise } from "../forgottenAwait";
import { currentVariables } from "./callQueue";
import { variablesAssignedInside } from "./innerFunctions";
import { binding, tensorFor } from "./nodeBackend";
import { resultsOf } from "./results";
import { forget, withInputs } from "./runTraced";
import type { Flat } from "./structure";
import { trace } from "./trace";

/** The outcome of one run; the tensors are the caller's to dispose. */
export interface DryRun {
  /** The function's result; undefined where it gave a promise. */
  result: unknown;
  /** Whether it gave a promise, whose value no graph has. */
  isPromised: boolean;
  /** The values that variables would have got. */
  assigned: Map<tf.Variable, tf.Tensor>;
  /** Those of them that functions made by `tfFunction` would have assigned, which the function calls. */
  assignedInside: ReadonlySet<tf.Variable>;
}

/**
 * Runs `fn` once for each list of inputs, all of the same shapes, on the variables as they are. Nothing is assigned,
 * no random number is used up, and each run draws the same ones. The function itself, JavaScript, is run once.
 *
 * @throws {TracingError} where it reads values, as a graph cannot.
 */
export function dryRuns(
  fn: (...args: tf.Tensor[]) => unknown,
  inputs: readonly (readonly tf.Tensor[])[],
): DryRun[] {
  const random = randomState();
  const restoreRandom = () => restoreRandomState(random);
  let rebuild: Flat["rebuild"] | undefined;
  let assignedInside: ReadonlySet<tf.Variable> = new Set();
  const traced = trace(inputs[0] ?? [], (given) => {
    let output: unknown;
    assignedInside = variablesAssignedInside(() => {
      output = fn(...given);
    });
    if (isPromise(output)) {
      output.then(undefined, () => undefined);
      return [];
    }
    const flat = resultsOf(output);
    rebuild = flat.rebuild;
    return flat.tensors;
  });
  try {
    const { name, assigned, outputs, threads } = traced;
    return inputs.map((given) => {
      restoreRandom();
      const handles = withInputs(traced, given, currentVariables, (all) =>
        binding().callFunction({ name, threads, inputs: all, outputs: outputs + assigned.length }),
      );
      const tensors = handles.map(tensorFor);
      return {
        result: rebuild?.(tensors.slice(0, outputs)),
        isPromised: rebuild === undefined,
        assignedInside,
        assigned: new Map(assigned.map((variable, at) => [variable, tensors[outputs + at] as tf.Tensor])),
      };
    });
  } finally {
    restoreRandom();
    forget(traced);
  }
}
