/**
 * Why a loss could not be computed, in words of its arguments. Asked only when it has failed, so that what goes well costs
 * nothing.
 */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { isTracing } from "../../graph";
import { firstLine, isAboutShapes, isOurs } from "../failures";
import { requireTensors } from "../requireTensors";
import { explainFailuresBy, type Loss, LossError } from "./loss";
import { isNamedLoss } from "./lossNames";
import { requireKnownClasses } from "./requireLabelsFit";
import { requireTargetsFit } from "./requireTargetsFit";
import { areOneForEach } from "./shapes";

explainFailuresBy((error, loss, [yTrue, yPred, sampleWeight]) => {
  if (isOurs(error)) return error;
  return (
    refusal(() => requireTensors(loss.name, { yTrue, yPred, sampleWeight }, LossError)) ??
    (isNamedLoss(loss) ? ofNamed(loss, yTrue, yPred, error) : ofOwn(loss, yTrue, yPred, error)) ??
    error
  );
});

function refusal(check: () => void): unknown {
  try {
    check();
    return undefined;
  } catch (error) {
    return error;
  }
}

function ofNamed(loss: Loss, yTrue: tf.Tensor, yPred: tf.Tensor, cause: unknown): unknown {
  const misfit = refusal(() => requireTargetsFit(loss, yTrue, yPred));
  if (areSwapped(loss, yTrue, yPred, misfit)) {
    return new LossError(
      `${loss.name}: yTrue is ${typeText(yTrue)} and yPred ${typeText(yPred)}: they seem to be in the wrong order.`,
      { cure: "give targets first, then predictions: (yTrue, yPred)", cause },
    );
  }
  if (misfit) return misfit;
  if (yPred.dtype !== "float32") {
    return new LossError(`${loss.name}: yPred must be float32, found ${typeText(yPred)}.`, {
      cure: "give what the model predicts, or cast it: yPred.toFloat()",
      cause,
    });
  }
  return isTracing() ? undefined : refusal(() => requireKnownClasses(loss, yTrue, yPred.shape.at(-1) ?? 0));
}

/** Whole numbers are targets, and predictions never are. */
function areSwapped(loss: Loss, yTrue: tf.Tensor, yPred: tf.Tensor, misfit: unknown): boolean {
  const isSuspect = misfit !== undefined || (yTrue.dtype === "float32" && yPred.dtype !== "float32");
  return isSuspect && refusal(() => requireTargetsFit(loss, yPred, yTrue)) === undefined;
}

/** The learner's own class or function: what it was given. */
function ofOwn(loss: Loss, yTrue: tf.Tensor, yPred: tf.Tensor, cause: unknown): unknown {
  if (!isAboutShapes(cause)) return undefined;
  return new LossError(
    `the loss${loss.name === "loss" ? "" : ` ${loss.name}`} cannot be computed from targets ${typeText(yTrue)} and predictions ${typeText(yPred)}: ` +
      `${firstLine(cause)}.`,
    {
      cure: areOneForEach(yTrue.shape, yPred.shape)
        ? `make one-hot rows of the labels, tf.oneHot(yTrue.toInt(), ${yPred.shape.at(-1)}), or let the last layer have 1 unit`
        : "give targets of the shape of the model's output, or bring both to one shape in the loss",
      cause,
    },
  );
}

const typeText = ({ dtype, shape }: tf.Tensor): string => `${dtype} [${shape.join(", ")}]`;
