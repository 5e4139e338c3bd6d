/** The model as a function of a batch. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { keptInFloat32 } from "../../graph";
import { maskOf, modelCall, noteLossesOfModel, setMask } from "../../tfjs";
import { withRankOf } from "../batches";
import { joinedPredictions, logitsBehind, noteOutputLayers } from "../losses";
import { partsOf, takenFrom } from "./parts";

/**
 * Layers act as Keras's: a BatchNormalization that is not trainable is left alone, masks reach later layers and
 * come with the predictions (`maskOf`), and what layers add to the loss is noted until the next call (`addedLosses`).
 *
 * @returns an output tensor for each output of the model.
 * @param inputs of any numeric dtype; where an axis of length 1 is missing at the end, or too many, it is mended, as
 * Keras does (Functional's `_adjust_input_rank`).
 */
export function forward(
  model: tf.LayersModel,
  inputs: readonly tf.Tensor[],
  { training }: { training: boolean | undefined },
): tf.Tensor[] {
  const fitting = inputs.map((input, index) => withRankOf(model.inputs[index]?.shape ?? [], input));
  const { result, losses } = modelCall(training, () => [model.call(fitting, { training })].flat());
  noteLossesOfModel(model, losses);
  const predictions = result.map(inFloat32);
  noteOutputLayers(model, predictions);
  return predictions;
}

/** Losses and metrics compute in float32. Crossentropies know softmax and sigmoid by their outputs, and do so anyway. */
function inFloat32(prediction: tf.Tensor): tf.Tensor {
  if (logitsBehind("softmax", prediction) || logitsBehind("sigmoid", prediction)) return prediction;
  const kept = keptInFloat32(prediction);
  setMask(kept, maskOf(prediction));
  return kept;
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
