/** `call`: the model as a function, as `model(x, training=True)` in Keras. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { boolean, type OptionsOf, resolveOptions } from "../options";
import { keepMaskOf } from "../tfjs";
import { requireInputsFit, tensorsFor } from "./batches";
import { withEmbeddingNamed } from "./embeddingIndices";
import { requireModel } from "./requireModel";
import { forward } from "./steps";

export interface CallOptions {
  /**
   * Whether Dropout drops and BatchNormalization learns; one whose `trainable` is false never does. Defaults to what
   * layers were called with when the model was built, `layer.apply(x, { training: true })`, and false otherwise.
   */
  training?: boolean;
}

const callOptions = { training: boolean() } satisfies OptionsOf<CallOptions>;

/**
 * The model's output for a batch: a tensor, or one for each output of a model that has several. Gradients flow
 * through it.
 *
 * What layers add to the loss in this call (`addLoss`, activity regularizers) is in `model.losses` until the next one.
 * Losses and metrics leave out steps that a mask leaves out of the output, as in Keras.
 *
 * @param x a batch of inputs, `[samples, …]`; a list for a model with several inputs.
 * @throws {TrainingDataError} for another number of inputs than the model has, or of another shape.
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
  options: CallOptions = {},
): tf.Tensor | tf.Tensor[] {
  const { training } = resolveOptions("call", options, callOptions);
  requireModel(model, "call");
  // A Sequential knows its inputs once it is built.
  if (!model.built) (model as tf.Sequential).build();
  return tf.tidy(() => {
    const { tensors } = tensorsFor(x, { what: "call: x", names: model.inputNames });
    const shapes = model.inputs.map(({ shape }) => shape);
    requireInputsFit(tensors, { what: "call", names: model.inputNames, shapes });
    try {
      const outputs = forward(model, tensors, { training });
      for (const output of outputs) keepMaskOf(output);
      return outputs.length === 1 ? (outputs[0] as tf.Tensor) : outputs;
    } catch (error) {
      throw withEmbeddingNamed(model, error);
    }
  });
}
