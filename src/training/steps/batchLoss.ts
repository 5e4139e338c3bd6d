/** The loss of a batch: of each output, of the regularizers, and their sum. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import type { Batch } from "../batches";
import type { Compilation } from "../compile";
import { ownLoss } from "../customSteps";
import { ModelNotCompiledError } from "../errors";
import { LossError, lossErrorAt, requireTargetsFit } from "../losses";
import { penalties } from "./penalties";

export interface BatchLoss {
  total: tf.Scalar;
  /** For each output its loss without its weight; none where it is not trained. */
  outputs: (tf.Scalar | undefined)[];
}

/** The loss of a step: that of the model's class, where it has one. Run in a `tf.tidy`. */
export function stepLoss(
  model: tf.LayersModel,
  compilation: Compilation,
  batch: Batch,
  predictions: readonly tf.Tensor[],
): BatchLoss {
  const own = ownLoss(model);
  if (!own) return batchLoss(model, compilation, batch, predictions);
  return { total: own(batch, predictions) as tf.Scalar, outputs: [] };
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
  const isOneOfSeveral = compilation.outputs.length > 1;
  const outputs = compilation.outputs.map(({ loss, name }, index) => {
    const [yTrue, yPred] = [targets[index], predictions[index]];
    if (!(loss && yTrue && yPred)) return undefined;
    try {
      requireTargetsFit(loss, yTrue, yPred);
      return loss(yTrue, yPred, sampleWeights[index]) as tf.Scalar;
    } catch (error) {
      throw isOneOfSeveral && error instanceof LossError ? lossErrorAt(`output "${name}"`, error) : error;
    }
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
