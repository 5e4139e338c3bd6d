/** `call`: the model as a function, as `model(x, training=True)` in Keras. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { forward } from "./steps";

export interface CallOptions {
  /** Whether Dropout drops and BatchNormalization learns. Defaults to false. */
  training?: boolean;
}

/**
 * The model's output for a batch: a tensor, or one for each output of a model that has several. Gradients flow
 * through it.
 *
 * @param x a batch of inputs, `[samples, …]`; a list for a model with several inputs.
 * @example
 * const probabilities = call(model, x, { training: true });
 */
export function call(model: tf.Sequential, x: tf.Tensor, options?: CallOptions): tf.Tensor;
export function call<Output extends tf.Tensor | tf.Tensor[] = tf.Tensor>(
  model: tf.LayersModel,
  x: tf.Tensor | tf.Tensor[],
  options?: CallOptions,
): Output;
export function call(
  model: tf.LayersModel,
  x: tf.Tensor | tf.Tensor[],
  { training = false }: CallOptions = {},
): tf.Tensor | tf.Tensor[] {
  return tf.tidy(() => {
    const outputs = forward(model, [x].flat(), { training });
    return outputs.length === 1 ? (outputs[0] as tf.Tensor) : outputs;
  });
}
