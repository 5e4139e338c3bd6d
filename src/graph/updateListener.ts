/**
 * A listener to updates of variables, by calls of traced functions and by steps of optimizers: while exercises are
 * graded it follows what loops written by hand do to a model; otherwise there is none.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";

/** An update that has been made. */
export interface VariableUpdate {
  /** The variables that got new values. */
  assigned: readonly tf.Variable[];
  /** The arguments of a traced function; none of an optimizer that was called by itself. */
  inputs: readonly tf.Tensor[];
}

type UpdateListener = (update: VariableUpdate) => void;

let listener: UpdateListener | undefined;

/** Has `given` hear of all updates from now on. */
export function listenToUpdates(given: UpdateListener): void {
  listener = given;
}

export const variablesUpdated = (update: VariableUpdate): void => listener?.(update);

/** Tells of the step of an optimizer. @param gradients as `applyGradients` is given them. */
export function gradientsApplied(gradients: tf.NamedTensorMap | readonly { name: string }[]): void {
  if (!listener) return;
  const names = Array.isArray(gradients) ? gradients.map(({ name }) => name) : Object.keys(gradients);
  const { registeredVariables } = tf.engine();
  const assigned = names.map((name) => registeredVariables[name]).filter((found) => found !== undefined);
  listener({ assigned, inputs: [] });
}
