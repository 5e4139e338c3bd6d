/** Targets that a loss is not made for: said in words, where the numbers would be wrong in silence. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { isTracing } from "../../graph";
import { CategoricalCrossentropy, labelsOf, SparseCategoricalCrossentropy } from "./crossentropies";
import { CategoricalFocalCrossentropy } from "./focalCrossentropies";
import { CategoricalHinge } from "./hingeLosses";
import { type Loss, LossError } from "./loss";

/**
 * Reads labels where they are numbers of classes, but not in a function that is being traced: there
 * `requireKnownClasses` has to be asked before each call.
 *
 * @throws {LossError} for labels outside of the classes, one-hot rows for a sparse loss, numbers for one that wants
 * one-hot rows, and shapes that do not go together.
 */
export function requireLabelsFit(loss: Loss, yTrue: tf.Tensor, yPred: tf.Tensor): void {
  if (loss instanceof SparseCategoricalCrossentropy) requireClassNumbers(loss, yTrue, yPred);
  else if (isOfOneHotRows(loss)) requireOneHotRows(loss, yTrue, yPred);
}

/** Whether the loss compares classes: numbers, or one-hot rows. */
export const isOfLabels = (loss: Loss): boolean =>
  loss instanceof SparseCategoricalCrossentropy || isOfOneHotRows(loss);

const isOfOneHotRows = (loss: Loss) =>
  loss instanceof CategoricalCrossentropy ||
  loss instanceof CategoricalFocalCrossentropy ||
  loss instanceof CategoricalHinge;

const shapeText = ({ shape }: tf.Tensor) => `[${shape.join(", ")}]`;

function requireClassNumbers(loss: SparseCategoricalCrossentropy, yTrue: tf.Tensor, yPred: tf.Tensor): void {
  const labels = labelsOf(yTrue, yPred);
  const wanted = yPred.shape.slice(0, -1);
  if (String(labels.shape) !== String(wanted)) {
    const isOneHot = String(yTrue.shape) === String(yPred.shape);
    throw new LossError(
      `${loss.name}: targets must be numbers of classes of shape [${wanted.join(", ")}], found ${shapeText(yTrue)}` +
        `${isOneHot ? ", as one-hot rows have it" : ""}.`,
      isOneHot ? { cure: 'use the loss "categorical_crossentropy", or give labels: y.argMax(-1)' } : {},
    );
  }
  if (!isTracing()) requireKnownClasses(loss, labels, yPred.shape.at(-1) ?? 0);
}

/** @throws {LossError} for labels outside of the classes. @param classes how many there are. */
export function requireKnownClasses(loss: Loss, labels: tf.Tensor, classes: number): void {
  if (!(loss instanceof SparseCategoricalCrossentropy)) return;
  const { ignore_class } = loss.getConfig();
  const unfit = labels.dataSync().find((label) => !(label >= 0 && label < classes) && label !== ignore_class);
  if (unfit === undefined) return;
  throw new LossError(
    `${loss.name}: the label ${unfit} is none of the ${classes} classes that the model predicts, 0 to ${classes - 1}.`,
    { cure: "let the last layer have a unit for each class, or count labels from 0" },
  );
}

function requireOneHotRows(loss: Loss, yTrue: tf.Tensor, yPred: tf.Tensor): void {
  if (String(yTrue.shape) === String(yPred.shape)) return;
  const areNumbers = yTrue.rank < yPred.rank || yTrue.shape.at(-1) === 1;
  throw new LossError(
    `${loss.name}: targets must be one-hot rows of shape ${shapeText(yPred)}, found ${shapeText(yTrue)}` +
      `${areNumbers ? ", as numbers of classes have it" : ""}.`,
    areNumbers
      ? {
          cure:
            loss instanceof CategoricalCrossentropy
              ? 'use the loss "sparse_categorical_crossentropy", or give tf.oneHot(y, classes)'
              : "give tf.oneHot(y, classes)",
        }
      : {},
  );
}
