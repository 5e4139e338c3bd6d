/** The loss of a batch: of each output, of the regularizers, and their sum. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import type { Batch } from "../batches";
import type { Compilation } from "../compile";
import { requireLabelsFit } from "../losses";
import { penalties } from "./penalties";

export interface BatchLoss {
  total: tf.Scalar;
  /** For each output its loss without its weight; none where it is not trained. */
  outputs: (tf.Scalar | undefined)[];
}

/** Run in a `tf.tidy`. @throws {LabelsError} where targets cannot be meant for the loss. */
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
  const total = parts.length === 0 ? tf.scalar(0) : parts.reduce((sum, part) => sum.add(part));
  return { total: total as tf.Scalar, outputs };
}
