/** The layers whose calls are in progress, for errors of operations in them. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { isTensorFlowError } from "../engine";

const inProgress: tf.layers.Layer[] = [];

/** The innermost layer that is being called; undefined outside of layers. */
export const layerInCall = (): tf.layers.Layer | undefined => inProgress.at(-1);

export function callingLayer<Result>(layer: tf.layers.Layer, work: () => Result): Result {
  inProgress.push(layer);
  try {
    return work();
  } catch (error) {
    nameLayer(layer, error);
    throw error;
  } finally {
    inProgress.pop();
  }
}

const named = new WeakSet<Error>();

/** Operations tell what they were given, and not in which layer. */
function nameLayer({ name }: tf.layers.Layer, error: unknown): void {
  if (!(error instanceof Error) || named.has(error)) return;
  named.add(error);
  const isOfTfjs = error.constructor === Error && /^.*\n +at .*@tensorflow/.test(error.stack ?? "");
  if (!(isOfTfjs || isTensorFlowError(error)) || error.message.includes(`"${name}"`)) return;
  error.message = `in the layer "${name}": ${error.message}`;
}
