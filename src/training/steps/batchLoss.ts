/** The loss of a batch: of each output, of the regularizers, and their sum. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import type { Batch } from "../batches";
import type { Compilation } from "../compile";
import { ModelNotCompiledError } from "../errors";
import { requireLabelsFit } from "../losses";
import { penalties } from "./penalties";

export interface BatchLoss {
  total: tf.Scalar;
  /** For each output its loss without its weight; none where it is not trained. */
  outputs: (tf.Scalar | undefined)[];
}

/**
 * Run in a `tf.tidy`.
 *
 * @throws {LossError} where targets cannot be meant for the loss.
 * @throws {ModelNotCompiledError} where neither `compile` nor any layer has a loss.
 */
export function batchLoss(
  model: tf.LayersModel,
  compilation: Compilation,
  { targets, sampleWeights }: Pick<Batch, "targets" | "sampleWeights">,
  predictions: readonly tf.Tensor[],
): BatchLoss {
  const outputs = compilation.outputs.map(({ loss }, index) => {
    const [yTrue, yPred] = [targets[index], predictions[index]];
    if (!(loss && yTrue && yPred)) return undefined;
    requireLabelsFit(loss, yTrue, yPred);
    return loss(yTrue, yPred, sampleWeights[index]) as tf.Scalar;
  });
  const weighted = outputs.flatMap((loss, index) => {
    const { lossWeight = 1 } = compilation.outputs[index] ?? {};
    if (!loss) return [];
    return [lossWeight === 1 ? loss : loss.mul(lossWeight)];
  });
  const parts = [...weighted, ...penalties(model)];
  if (parts.length === 0) {
    throw new ModelNotCompiledError("the model has no loss: compile was given none, and no layer adds one.", {
      cure: 'model.compile({ optimizer: "adam", loss: "mse" }), or this.addLoss(…) in the call of a layer',
    });
  }
  return { total: parts.reduce((sum, part) => sum.add(part)) as tf.Scalar, outputs };
}
