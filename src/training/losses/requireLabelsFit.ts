/** Targets that a loss of classes is not made for: said in words, where the numbers would be wrong in silence. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { isTracing } from "../../graph";
import { CategoricalCrossentropy, SparseCategoricalCrossentropy } from "./crossentropies";
import { CategoricalFocalCrossentropy } from "./focalCrossentropies";
import { CategoricalHinge } from "./hingeLosses";
import { type Loss, LossError } from "./loss";
import {
  areOneForEach,
  counted,
  cureForAxes,
  differInLast,
  isSameShape,
  labelShape,
  type Shape,
  type Shaped,
  shapeText,
} from "./shapes";

/**
 * Reads labels where they are numbers of classes, but not in a function that is being traced: there
 * `requireKnownClasses` has to be asked before each call.
 *
 * @param yPred predictions, or the output of the model that will give them.
 * @throws {LossError} for labels outside of the classes, one-hot rows for a sparse loss, numbers for one that wants
 * one-hot rows, and shapes that do not go together.
 */
export function requireLabelsFit(loss: Loss, yTrue: tf.Tensor, yPred: Shaped): void {
  if (loss instanceof SparseCategoricalCrossentropy) requireClassNumbers(loss, yTrue, yPred.shape);
  else if (isOfOneHotRows(loss)) requireOneHotRows(loss, yTrue, yPred.shape);
}

/** Whether the loss compares classes: numbers, or one-hot rows. */
export const isOfLabels = (loss: Loss): boolean =>
  loss instanceof SparseCategoricalCrossentropy || isOfOneHotRows(loss);

const isOfOneHotRows = (loss: Loss) =>
  loss instanceof CategoricalCrossentropy ||
  loss instanceof CategoricalFocalCrossentropy ||
  loss instanceof CategoricalHinge;

function requireClassNumbers(loss: SparseCategoricalCrossentropy, yTrue: tf.Tensor, predicted: Shape): void {
  const { shape } = yTrue;
  const wanted = predicted.slice(0, -1);
  if (isSameShape(labelShape(shape, predicted), wanted)) {
    if (!isTracing()) requireKnownClasses(loss, yTrue, predicted.at(-1) ?? Number.POSITIVE_INFINITY);
    return;
  }
  const isOneHot = differInLast(shape, predicted);
  throw new LossError(
    `${loss.name}: targets must be numbers of classes of shape ${shapeText(wanted, shape)}, found ${shapeText(shape)}` +
      `${isOneHot ? ", as one-hot rows have it" : ""}.`,
    { cure: isOneHot ? cureForRows(shape, predicted) : cureForSteps(shape, predicted) },
  );
}

function cureForRows(targets: Shape, predictions: Shape): string {
  const classes = targets.at(-1);
  return classes === predictions.at(-1)
    ? 'use the loss "categorical_crossentropy", or give labels: y.argMax(-1)'
    : `use the loss "categorical_crossentropy", and let the last layer have ${counted(classes, "unit")}`;
}

const cureForSteps = (targets: Shape, predictions: Shape): string =>
  cureForAxes(targets, predictions) ?? "give a label for each place in the model's output";

/**
 * @param classes how many there are.
 * @throws {LossError} for labels outside of the classes, or between two of them.
 */
export function requireKnownClasses(loss: Loss, labels: tf.Tensor, classes: number): void {
  if (!(loss instanceof SparseCategoricalCrossentropy)) return;
  const { ignore_class } = loss.getConfig();
  const values = labels.dataSync();
  const isUnfit = (label: number) =>
    !(label >= 0 && label < classes && Number.isInteger(label)) && label !== ignore_class;
  const unfit = values.find(isUnfit);
  if (unfit === undefined) return;
  const found = Number(unfit.toPrecision(6));
  if (unfit > 0 && !Number.isInteger(unfit)) {
    throw new LossError(
      `${loss.name}: the label ${found} is no whole number, and the labels are numbers of classes.`,
      {
        cure: 'give the labels as they were, not scaled; for measured values use the loss "mse"',
      },
    );
  }
  if (classes === 1) {
    throw new LossError(
      `${loss.name}: the label ${found} is none of the classes: the last layer has 1 unit.`,
      {
        cure: 'let it have a unit for each class; for two classes and 1 unit use the loss "binary_crossentropy"',
      },
    );
  }
  throw new LossError(
    `${loss.name}: the label ${found} is none of the ${classes} classes that the model predicts, 0 to ${classes - 1}.`,
    { cure: cureForLabels(values, classes) },
  );
}

function cureForLabels(labels: ArrayLike<number>, classes: number): string {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let index = 0; index < labels.length; index++) {
    least = Math.min(least, labels[index] as number);
    most = Math.max(most, labels[index] as number);
  }
  if (least === 1 && most === classes) return "count labels from 0: y.sub(1)";
  return most >= classes && Number.isInteger(most)
    ? `let the last layer have ${most + 1} units, one for each class, or count labels from 0`
    : "let the last layer have a unit for each class, or count labels from 0";
}

function requireOneHotRows(loss: Loss, yTrue: tf.Tensor, predicted: Shape): void {
  const targets = yTrue.shape;
  if (isSameShape(targets, predicted)) return;
  const areNumbers = areOneForEach(targets, predicted);
  throw new LossError(
    `${loss.name}: targets must be one-hot rows of shape ${shapeText(predicted, targets)}, found ${shapeText(targets)}` +
      `${areNumbers ? ", as numbers of classes have it" : ""}.`,
    { cure: areNumbers ? cureForNumbers(loss, yTrue, predicted) : cureForColumns(targets, predicted) },
  );
}

function cureForNumbers(loss: Loss, { dtype }: tf.Tensor, predicted: Shape): string {
  const rows = `give tf.oneHot(${dtype === "int32" ? "y" : "y.toInt()"}, ${predicted.at(-1) ?? "classes"})`;
  return loss instanceof CategoricalCrossentropy
    ? `use the loss "sparse_categorical_crossentropy", or ${rows}`
    : rows;
}

function cureForColumns(targets: Shape, predicted: Shape): string {
  const [found, units] = [targets.at(-1), predicted.at(-1)];
  return differInLast(targets, predicted)
    ? `let the last layer have ${counted(found, "unit")}, or make the rows by tf.oneHot(labels, ${units})`
    : (cureForAxes(targets, predicted) ?? "give a row for each place in the model's output");
}
