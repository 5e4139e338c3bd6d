/** The model as a function of a batch. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { joinedPredictions } from "../losses";
import { partsOf, takenFrom } from "./parts";

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

/**
 * The model as it predicts, and not as it trains.
 *
 * @param towers in how many parts the batch is computed.
 */
export function inference(
  model: tf.LayersModel,
  inputs: readonly tf.Tensor[],
  { towers }: { towers: number },
): tf.Tensor[] {
  const parts = partsOf(inputs[0]?.shape[0] ?? 1, towers).map((rows) =>
    forward(
      model,
      inputs.map((input) => takenFrom(input, rows)),
      { training: false },
    ),
  );
  return joinedPredictions(parts);
}

function withRankOf(shape: tf.Shape, input: tf.Tensor): tf.Tensor {
  if (input.rank === shape.length - 1 && shape.at(-1) === 1) return input.expandDims(-1);
  if (input.rank === shape.length + 1 && input.shape.at(-1) === 1) return input.squeeze([-1]);
  return input;
}
