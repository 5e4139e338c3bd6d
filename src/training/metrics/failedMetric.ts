/** Why a metric could not be computed, in words of its arguments. Asked only when it has failed. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { firstLine, isAboutShapes, isOurs } from "../failures";
import { areOneForEach, isSameShape, labelShape } from "../losses";
import { requireTensors } from "../requireTensors";
import { MetricError } from "./metricError";

/** @param given the arguments, by the names of the parameters. */
export function explainedFailure(error: unknown, name: string, given: Record<string, unknown>): unknown {
  if (isOurs(error)) return error;
  try {
    requireTensors(name, given, MetricError);
  } catch (misfit) {
    return misfit;
  }
  const { yTrue, yPred } = given;
  if (!(yTrue instanceof tf.Tensor && yPred instanceof tf.Tensor && isAboutShapes(error))) return error;
  return new MetricError(
    `${name} cannot be computed from targets of shape [${yTrue.shape.join(", ")}] and predictions of shape ` +
      `[${yPred.shape.join(", ")}]: ${firstLine(error)}.`,
    { cure: cureFor(yTrue.shape, yPred.shape), cause: error },
  );
}

/** @throws {MetricError} for targets that are no numbers of classes, of which a metric would be measured that means nothing. */
export function requireClassNumbers(
  name: string,
  { shape: targets }: tf.Tensor,
  { shape: predictions }: tf.Tensor,
): void {
  if (isSameShape(labelShape(targets, predictions), predictions.slice(0, -1))) return;
  const isOneHot = isSameShape(targets, predictions);
  throw new MetricError(
    `${name}: targets must be numbers of classes of shape [${predictions.slice(0, -1).join(", ")}], found ` +
      `[${targets.join(", ")}]${isOneHot ? ", as one-hot rows have it" : ""}.`,
    { cure: isOneHot ? 'use "accuracy", or give labels: y.argMax(-1)' : cureFor(targets, predictions) },
  );
}

/** @throws {MetricError} for targets that are no one-hot rows. */
export function requireOneHotRows(
  name: string,
  { shape: targets }: tf.Tensor,
  { shape: predictions }: tf.Tensor,
): void {
  if (isSameShape(targets, predictions)) return;
  const areNumbers = areOneForEach(targets, predictions);
  throw new MetricError(
    `${name}: targets must be one-hot rows of shape [${predictions.join(", ")}], found [${targets.join(", ")}]` +
      `${areNumbers ? ", as numbers of classes have it" : ""}.`,
    { cure: cureFor(targets, predictions) },
  );
}

function cureFor(targets: readonly number[], predictions: readonly number[]): string {
  if (areOneForEach(targets, predictions)) {
    return `for numbers of classes use "accuracy", or give rows: tf.oneHot(y, ${predictions.at(-1)})`;
  }
  return areOneForEach(predictions, targets)
    ? "give targets first, then predictions: (yTrue, yPred)"
    : "give targets of the shape of the predictions";
}
