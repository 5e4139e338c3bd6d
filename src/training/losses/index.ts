/** Losses with Keras's names, options, defaults and values. */
import { BinaryCrossentropy, CategoricalCrossentropy, SparseCategoricalCrossentropy } from "./crossentropies";
import { BinaryFocalCrossentropy, CategoricalFocalCrossentropy } from "./focalCrossentropies";
import { CategoricalHinge, Hinge, SquaredHinge } from "./hingeLosses";
import { Dice, KLDivergence, Tversky } from "./overlapLosses";
import {
  CosineSimilarity,
  Huber,
  LogCosh,
  MeanAbsoluteError,
  MeanAbsolutePercentageError,
  MeanSquaredError,
  MeanSquaredLogarithmicError,
  Poisson,
} from "./regressionLosses";

import "./failedLoss";

export type { CrossentropyOptions, SparseCategoricalCrossentropyOptions } from "./crossentropies";
export { binaryCrossentropy, labelsOf } from "./crossentropies";
export { epsilon } from "./epsilon";
export type {
  BinaryFocalCrossentropyOptions,
  CategoricalFocalCrossentropyOptions,
} from "./focalCrossentropies";
export { joinedPredictions, keepingLogits, logitsBehind } from "./logits";
export { Loss, LossError, type LossOptions, type Reduction } from "./loss";
export { lossErrorAt } from "./lossErrorAt";
export { asLoss, type LossFunction, type LossName, lossNamed } from "./lossNames";
export { noteOutputLayers, outputLayerOf } from "./outputLayers";
export type { DiceOptions, TverskyOptions } from "./overlapLosses";
export { ofSameRank } from "./ranks";
export type { CosineSimilarityOptions, HuberOptions } from "./regressionLosses";
export { requireKnownClasses, requireLabelsFit } from "./requireLabelsFit";
export { broadcastInWords, requireTargetsFit } from "./requireTargetsFit";
export { areOneForEach, isSameShape, labelShape, type Shaped } from "./shapes";

/**
 * Losses for `model.compile`, and as functions in custom training loops.
 *
 * @example
 * const lossOf = new losses.SparseCategoricalCrossentropy({ fromLogits: true });
 * lossOf(labels, logits) // a scalar
 */
export const losses = {
  BinaryCrossentropy,
  BinaryFocalCrossentropy,
  CategoricalCrossentropy,
  CategoricalFocalCrossentropy,
  CategoricalHinge,
  CosineSimilarity,
  Dice,
  Hinge,
  Huber,
  KLDivergence,
  LogCosh,
  MeanAbsoluteError,
  MeanAbsolutePercentageError,
  MeanSquaredError,
  MeanSquaredLogarithmicError,
  Poisson,
  SparseCategoricalCrossentropy,
  SquaredHinge,
  Tversky,
};
