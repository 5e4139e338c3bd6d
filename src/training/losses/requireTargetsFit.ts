/** Targets of shapes that do not go with the predictions: said in words, before an operation fails. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { BinaryCrossentropy } from "./crossentropies";
import { BinaryFocalCrossentropy } from "./focalCrossentropies";
import { type Loss, LossError } from "./loss";
import { isNamedLoss } from "./lossNames";
import { shapesOfSameRank } from "./ranks";
import { isOfLabels, requireLabelsFit } from "./requireLabelsFit";
import {
  areOneForEach,
  counted,
  cureForAxes,
  differInLast,
  isSameSize,
  type Shape,
  type Shaped,
  shapeText,
} from "./shapes";

/**
 * Checks that targets fit one of Keras's losses. A custom loss may do with its targets as it likes.
 *
 * @param yPred predictions, or the output of the model that will give them.
 * @throws {LossError} where the loss is not made for such targets.
 */
export function requireTargetsFit(loss: Loss, yTrue: tf.Tensor, yPred: Shaped): void {
  if (isNamedLoss(loss) && yTrue.dtype === "string") {
    throw new LossError(`${loss.name}: targets must be numbers, found texts.`, {
      cure: "number the classes: names.map((name) => classNames.indexOf(name))",
    });
  }
  if (isOfLabels(loss)) requireLabelsFit(loss, yTrue, yPred);
  else if (isNamedLoss(loss) && !goTogether(loss, yTrue.shape, yPred.shape)) {
    const wanted = shapeText(yPred.shape, yTrue.shape);
    throw new LossError(
      `${loss.name}: targets must be of shape ${wanted}, found ${shapeText(yTrue.shape)}.`,
      {
        cure: cureFor(yTrue.shape, yPred.shape),
      },
    );
  }
}

/** As Keras broadcasts, but not over samples, nor where one has an axis more: those numbers mean nothing. */
function goTogether(loss: Loss, yTrue: Shape, yPred: Shape): boolean {
  const [targets, predictions] = shapesOfSameRank(yTrue, yPred);
  if (targets.length !== predictions.length) return false;
  return targets.every((size, axis) => {
    const other = predictions[axis];
    return isSameSize(size, other) || (axis > 0 && !isStrict(loss) && (size === 1 || other === 1));
  });
}

const isStrict = (loss: Loss) =>
  loss instanceof BinaryCrossentropy || loss instanceof BinaryFocalCrossentropy;

function cureFor(targets: Shape, predictions: Shape): string {
  const [found, units] = [targets.at(-1), predictions.at(-1)];
  if (areOneForEach(targets, predictions)) {
    return (
      'for numbers of classes use the loss "sparse_categorical_crossentropy"; for one number a sample let the last ' +
      "layer have 1 unit"
    );
  }
  return differInLast(targets, predictions)
    ? `let the last layer have ${counted(found, "unit")}, or give ${counted(units, "target")} a sample`
    : (cureForAxes(targets, predictions) ?? "give targets of the shape of the model's output");
}

/** Where targets are repeated for several outputs, or outputs for several targets, as Keras does: the shapes in words. */
export function broadcastInWords(loss: Loss, yTrue: Shaped, yPred: Shaped): string | undefined {
  if (isOfLabels(loss) || !isNamedLoss(loss)) return undefined;
  const [targets, predictions] = shapesOfSameRank(yTrue.shape, yPred.shape);
  if (targets.length !== predictions.length) return undefined;
  if (targets.every((size, axis) => isSameSize(size, predictions[axis]))) return undefined;
  const [found, units] = [targets.at(-1), predictions.at(-1)];
  const shapes = `targets of shape ${shapeText(yTrue.shape)} with outputs of shape ${shapeText(yPred.shape, yTrue.shape)}`;
  const cure =
    cureForAxes(yTrue.shape, yPred.shape) ??
    `let the last layer have ${counted(found, "unit")}, or give ${counted(units, "target")} a sample`;
  return `${loss.name} compares ${shapes}: an axis of length 1 is repeated, as in Keras.\n  → ${cure}`;
}
