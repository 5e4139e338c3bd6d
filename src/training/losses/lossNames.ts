/** Losses by Keras's names (keras.losses.get). */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { UnknownNameError } from "../../options";
import { inWords, isClassOf } from "../callable";
import * as crossentropies from "./crossentropies";
import * as focal from "./focalCrossentropies";
import * as hinges from "./hingeLosses";
import { Loss, LossError } from "./loss";
import * as overlaps from "./overlapLosses";
import * as regression from "./regressionLosses";

/** Targets and predictions to the loss of each sample, or of all. */
export type LossFunction = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.Tensor;

const byName = {
  mean_squared_error: regression.MeanSquaredError,
  mean_absolute_error: regression.MeanAbsoluteError,
  mean_absolute_percentage_error: regression.MeanAbsolutePercentageError,
  mean_squared_logarithmic_error: regression.MeanSquaredLogarithmicError,
  mse: regression.MeanSquaredError,
  mae: regression.MeanAbsoluteError,
  mape: regression.MeanAbsolutePercentageError,
  msle: regression.MeanSquaredLogarithmicError,
  huber: regression.Huber,
  log_cosh: regression.LogCosh,
  poisson: regression.Poisson,
  cosine_similarity: regression.CosineSimilarity,
  binary_crossentropy: crossentropies.BinaryCrossentropy,
  bce: crossentropies.BinaryCrossentropy,
  categorical_crossentropy: crossentropies.CategoricalCrossentropy,
  sparse_categorical_crossentropy: crossentropies.SparseCategoricalCrossentropy,
  binary_focal_crossentropy: focal.BinaryFocalCrossentropy,
  categorical_focal_crossentropy: focal.CategoricalFocalCrossentropy,
  hinge: hinges.Hinge,
  squared_hinge: hinges.SquaredHinge,
  categorical_hinge: hinges.CategoricalHinge,
  kl_divergence: overlaps.KLDivergence,
  kld: overlaps.KLDivergence,
  dice: overlaps.Dice,
  tversky: overlaps.Tversky,
};

type SnakeName = keyof typeof byName;

/** Whether this is one of Keras's losses, and not a custom class or function. */
export const isNamedLoss = (loss: Loss): boolean =>
  Object.values(byName).some((of) => loss.constructor === of);

/** Keras's names, and the same in camelCase, as tfjs writes them. */
export type LossName =
  | SnakeName
  | "meanSquaredError"
  | "meanAbsoluteError"
  | "meanAbsolutePercentageError"
  | "meanSquaredLogarithmicError"
  | "logCosh"
  | "cosineSimilarity"
  | "binaryCrossentropy"
  | "categoricalCrossentropy"
  | "sparseCategoricalCrossentropy"
  | "binaryFocalCrossentropy"
  | "categoricalFocalCrossentropy"
  | "squaredHinge"
  | "categoricalHinge"
  | "klDivergence";

/** tfjs's own names that are not Keras's. */
const ofTfjs: Record<string, SnakeName> = {
  kullbackLeiblerDivergence: "kl_divergence",
  cosineProximity: "cosine_similarity",
  logcosh: "log_cosh",
};

const inSnakeCase = (name: string) =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replace(/^_/, "");

/** @throws {UnknownNameError} with the names that are near. */
export function lossNamed(name: string): Loss {
  const known: SnakeName | string =
    ofTfjs[name] ?? (/^[A-Z]+$/.test(name) ? name.toLowerCase() : inSnakeCase(name));
  if (Object.hasOwn(byName, known)) return new byName[known as SnakeName]();
  throw new UnknownNameError("loss", name, Object.keys(byName));
}

/** A loss that a function computes. */
class FunctionLoss extends Loss {
  constructor(private readonly compute: LossFunction) {
    super(compute.name || "loss");
  }

  call(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    const loss: unknown = this.compute(yTrue, yPred);
    if (loss instanceof tf.Tensor) return loss;
    throw new LossError(
      `the loss function ${this.compute.name} must give a tensor, found ${inWords(loss)}.`,
      {
        cure: "return one loss for each sample, without async: yTrue.sub(yPred).abs().mean(-1)",
      },
    );
  }
}

/**
 * A loss as `model.compile` is given it.
 *
 * @throws {LossError} for a class in place of an object. @throws {UnknownNameError} for a name that there is not.
 */
export function asLoss(given: string | Loss | LossFunction): Loss {
  if (given instanceof Loss) return given;
  if (isClassOf(Loss, given)) {
    throw new LossError(`the loss is the class ${given.name}.`, {
      cure: `give an object of it: new losses.${given.name}()`,
    });
  }
  return typeof given === "string" ? lossNamed(given) : new FunctionLoss(given);
}
