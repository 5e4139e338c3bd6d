/** Targets of shapes that do not go with the predictions: said in words, before an operation fails. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { BinaryCrossentropy } from "./crossentropies";
import { BinaryFocalCrossentropy } from "./focalCrossentropies";
import { type Loss, LossError } from "./loss";
import { isNamedLoss } from "./lossNames";
import { shapesOfSameRank } from "./ranks";
import { isOfLabels, requireLabelsFit } from "./requireLabelsFit";

/**
 * What a loss of one's own makes of its targets is its own affair.
 *
 * @throws {LossError} where the loss is not made for such targets.
 */
export function requireTargetsFit(loss: Loss, yTrue: tf.Tensor, yPred: tf.Tensor): void {
  if (isOfLabels(loss)) requireLabelsFit(loss, yTrue, yPred);
  else if (isNamedLoss(loss) && !goTogether(loss, yTrue, yPred)) {
    const [wanted, found] = [yPred, yTrue].map(({ shape }) => `[${shape.join(", ")}]`);
    throw new LossError(`${loss.name}: targets must be of shape ${wanted}, found ${found}.`, {
      cure:
        yTrue.rank === yPred.rank
          ? `let the last layer have ${yTrue.shape.at(-1)} units, or give ${yPred.shape.at(-1)} targets a sample`
          : "give targets of the shape of the model's output",
    });
  }
}

/** As Keras broadcasts, but not over samples, nor where one has an axis more: those numbers mean nothing. */
function goTogether(loss: Loss, yTrue: tf.Tensor, yPred: tf.Tensor): boolean {
  const [targets, predictions] = shapesOfSameRank(yTrue.shape, yPred.shape);
  if (targets.length !== predictions.length) return false;
  const isStrict = loss instanceof BinaryCrossentropy || loss instanceof BinaryFocalCrossentropy;
  return targets.every((size, axis) => {
    const other = predictions[axis];
    return size === other || (axis > 0 && !isStrict && (size === 1 || other === 1));
  });
}
