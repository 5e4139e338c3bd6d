/** The names of losses and metrics that tfjs's own `compile` knows (tfjs-layers 4.22.0, losses.ts and metrics.ts). */

const losses = new Set([
  "meanSquaredError",
  "meanAbsoluteError",
  "meanAbsolutePercentageError",
  "meanSquaredLogarithmicError",
  "squaredHinge",
  "hinge",
  "categoricalHinge",
  "logcosh",
  "categoricalCrossentropy",
  "sparseCategoricalCrossentropy",
  "binaryCrossentropy",
  "kullbackLeiblerDivergence",
  "poisson",
  "cosineProximity",
]);

const metrics = new Set([
  "accuracy",
  "acc",
  "crossentropy",
  "ce",
  "binaryAccuracy",
  "categoricalAccuracy",
  "precision",
  "categoricalCrossentropy",
  "sparseCategoricalCrossentropy",
  "mse",
  "MSE",
  "mae",
  "MAE",
  "mape",
  "MAPE",
  "cosine",
]);

export const isTfjsLoss = (name: string): boolean => losses.has(name);
export const isTfjsMetric = (name: string): boolean => metrics.has(name);
