/** The model as a function of a batch. */
import type * as tf from "@tensorflow/tfjs-node-gpu";

/**
 * @returns an output tensor for each output of the model.
 * @param inputs of any numeric dtype; where an axis of length 1 is missing at the end, or too many, it is mended, as
 * Keras does (Functional's `_adjust_input_rank`).
 */
export function forward(
  model: tf.LayersModel,
  inputs: readonly tf.Tensor[],
  { training }: { training: boolean },
): tf.Tensor[] {
  const fitting = inputs.map((input, index) => withRankOf(model.inputs[index]?.shape ?? [], input));
  return [model.call(fitting, { training })].flat();
}

function withRankOf(shape: tf.Shape, input: tf.Tensor): tf.Tensor {
  if (input.rank === shape.length - 1 && shape.at(-1) === 1) return input.expandDims(-1);
  if (input.rank === shape.length + 1 && input.shape.at(-1) === 1) return input.squeeze([-1]);
  return input;
}
