/** Metrics by Keras's names (keras.metrics.get). */

import { UnknownNameError } from "../../options";
import { isClassOf } from "../callable";
import { Loss, losses } from "../losses";
import * as accuracies from "./accuracyMetrics";
import { AUC } from "./auc";
import * as confusion from "./confusionMetrics";
import { F1Score, FBetaScore } from "./fScores";
import * as ofLosses from "./lossMetrics";
import { MeanLoss } from "./meanLoss";
import { Metric, MetricError, type MetricOptions } from "./metric";
import { R2Score } from "./r2Score";
import { MeanMetricWrapper, type MetricFunction } from "./reductionMetrics";

const byName = {
  binary_accuracy: accuracies.BinaryAccuracy,
  categorical_accuracy: accuracies.CategoricalAccuracy,
  sparse_categorical_accuracy: accuracies.SparseCategoricalAccuracy,
  top_k_categorical_accuracy: accuracies.TopKCategoricalAccuracy,
  sparse_top_k_categorical_accuracy: accuracies.SparseTopKCategoricalAccuracy,
  mean_squared_error: ofLosses.MeanSquaredError,
  mse: ofLosses.MeanSquaredError,
  root_mean_squared_error: ofLosses.RootMeanSquaredError,
  mean_absolute_error: ofLosses.MeanAbsoluteError,
  mae: ofLosses.MeanAbsoluteError,
  mean_absolute_percentage_error: ofLosses.MeanAbsolutePercentageError,
  mape: ofLosses.MeanAbsolutePercentageError,
  mean_squared_logarithmic_error: ofLosses.MeanSquaredLogarithmicError,
  msle: ofLosses.MeanSquaredLogarithmicError,
  cosine_similarity: ofLosses.CosineSimilarity,
  log_cosh_error: ofLosses.LogCoshError,
  poisson: ofLosses.Poisson,
  kl_divergence: ofLosses.KLDivergence,
  binary_crossentropy: ofLosses.BinaryCrossentropy,
  bce: ofLosses.BinaryCrossentropy,
  categorical_crossentropy: ofLosses.CategoricalCrossentropy,
  sparse_categorical_crossentropy: ofLosses.SparseCategoricalCrossentropy,
  hinge: ofLosses.Hinge,
  squared_hinge: ofLosses.SquaredHinge,
  categorical_hinge: ofLosses.CategoricalHinge,
  true_positives: confusion.TruePositives,
  false_positives: confusion.FalsePositives,
  true_negatives: confusion.TrueNegatives,
  false_negatives: confusion.FalseNegatives,
  precision: confusion.Precision,
  recall: confusion.Recall,
  auc: AUC,
  f1_score: F1Score,
  fbeta_score: FBetaScore,
  r2_score: R2Score,
};

type SnakeName = keyof typeof byName;

/** Keras's names, and the same in camelCase, as tfjs writes them. */
export type MetricName =
  | "accuracy"
  | "acc"
  | SnakeName
  | "binaryAccuracy"
  | "categoricalAccuracy"
  | "sparseCategoricalAccuracy"
  | "topKCategoricalAccuracy"
  | "sparseTopKCategoricalAccuracy"
  | "meanSquaredError"
  | "rootMeanSquaredError"
  | "meanAbsoluteError"
  | "meanAbsolutePercentageError"
  | "meanSquaredLogarithmicError"
  | "cosineSimilarity"
  | "binaryCrossentropy"
  | "categoricalCrossentropy"
  | "sparseCategoricalCrossentropy";

/** tfjs's own names that are not Keras's. */
const ofTfjs: Record<string, SnakeName> = {
  cosine: "cosine_similarity",
  cosineProximity: "cosine_similarity",
};

const inSnakeCase = (name: string) =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replace(/^_/, "");

/** The shapes and the loss that "accuracy" depends on. */
export interface MetricShapes {
  outputShape: readonly (number | null)[];
  /** Where it is not known, the loss tells what targets look like. */
  targetShape?: readonly number[];
  loss?: Loss;
}

/**
 * A metric as `model.compile` is given it. Its name in logs is the one it was given by.
 *
 * @throws {UnknownNameError} with the names that are near. @throws {MetricError} for a class in place of an object.
 */
export function asMetric(given: string | Metric | MetricFunction, shapes: MetricShapes): Metric {
  if (given instanceof Metric) return given;
  if (given instanceof Loss) return new MeanLoss(given);
  if (isClassOf(Metric, given) || isClassOf(Loss, given)) {
    throw new MetricError(`a metric is the class ${given.name}.`, {
      cure: `give an object of it: new ${isClassOf(Metric, given) ? "metrics" : "losses"}.${given.name}()`,
    });
  }
  if (typeof given !== "string") return new MeanMetricWrapper(given);
  if (given === "accuracy" || given === "acc") return accuracyFor(shapes, given);
  const known: string = ofTfjs[given] ?? (/^[A-Z]+$/.test(given) ? given.toLowerCase() : inSnakeCase(given));
  if (Object.hasOwn(byName, known)) {
    const metric: new (options: MetricOptions) => Metric = byName[known as SnakeName];
    return new metric({ name: known });
  }
  throw new UnknownNameError("metric", given, ["accuracy", ...Object.keys(byName)]);
}

/** Keras's rule: by the shapes of predictions and targets (keras.src.trainers.compile_utils). */
function accuracyFor({ outputShape, targetShape, loss }: MetricShapes, name: string): Metric {
  if (outputShape.at(-1) === 1) return new accuracies.BinaryAccuracy({ name });
  const isSparse = targetShape
    ? targetShape.length < outputShape.length || targetShape.at(-1) === 1
    : loss instanceof losses.SparseCategoricalCrossentropy;
  return isSparse
    ? new accuracies.SparseCategoricalAccuracy({ name })
    : new accuracies.CategoricalAccuracy({ name });
}
