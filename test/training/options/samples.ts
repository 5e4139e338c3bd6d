/** For each class with options: what it cannot be without, and a value for each option that is not its default. */

export type Kind = "losses" | "metrics" | "optimizers" | "schedules" | "callbacks";

/** The kind of outputs and targets that a loss or a metric takes. */
export type Data = "measured" | "binary" | "oneHot" | "sparse";

export interface Sample {
  /** Options that the class needs. Defaults to none. */
  required?: Record<string, unknown>;
  /** A value for each option. */
  options: Record<string, unknown>;
  /** Options that exclude another one of these, and are tried apart. Defaults to none. */
  alone?: readonly string[];
  /** Defaults to "measured". */
  data?: Data;
}

const named = { name: "another_name" };
const loss = { reduction: "sum", ...named };
const crossentropy = { ...loss, fromLogits: true, labelSmoothing: 0.2 };
const binary = "binary" as const;
const oneHot = "oneHot" as const;
const sparse = "sparse" as const;

const losses: Record<string, Sample> = {
  BinaryCrossentropy: { options: { ...crossentropy, axis: 0 }, data: binary },
  BinaryFocalCrossentropy: {
    options: { ...crossentropy, axis: 0, alpha: 0.4, gamma: 3, applyClassBalancing: true },
    data: binary,
  },
  CategoricalCrossentropy: { options: { ...crossentropy, axis: 1 }, data: oneHot },
  CategoricalFocalCrossentropy: {
    options: { ...crossentropy, axis: 1, alpha: [0.4, 0.1, 0.7], gamma: 3 },
    data: oneHot,
  },
  CategoricalHinge: { options: loss, data: oneHot },
  CosineSimilarity: { options: { ...loss, axis: 0 } },
  Dice: { options: { ...loss, axis: [1] }, data: binary },
  Hinge: { options: loss, data: binary },
  Huber: { options: { ...loss, delta: 0.3 } },
  KLDivergence: { options: loss, data: oneHot },
  LogCosh: { options: loss },
  MeanAbsoluteError: { options: loss },
  MeanAbsolutePercentageError: { options: loss },
  MeanSquaredError: { options: loss },
  MeanSquaredLogarithmicError: { options: loss },
  Poisson: { options: loss, data: binary },
  SparseCategoricalCrossentropy: {
    options: { ...loss, fromLogits: true, ignoreClass: 1, axis: 1 },
    data: sparse,
  },
  SquaredHinge: { options: loss, data: binary },
  Tversky: { options: { ...loss, axis: [1], alpha: 0.3, beta: 2 }, data: binary },
};

const confusion = { ...named, thresholds: [0.6] };

const metrics: Record<string, Sample> = {
  AUC: {
    options: {
      ...named,
      numThresholds: 7,
      thresholds: [0.3, 0.6],
      curve: "PR",
      summationMethod: "minoring",
      multiLabel: true,
      labelWeights: [1, 2, 3],
      fromLogits: true,
    },
    alone: ["numThresholds"],
    data: binary,
  },
  Accuracy: { options: named, data: sparse },
  BinaryAccuracy: { options: { ...named, threshold: 0.3 }, data: binary },
  BinaryCrossentropy: { options: { ...named, fromLogits: true, labelSmoothing: 0.2 }, data: binary },
  CategoricalAccuracy: { options: named, data: oneHot },
  CategoricalCrossentropy: {
    options: { ...named, fromLogits: true, labelSmoothing: 0.2, axis: 1 },
    data: oneHot,
  },
  CategoricalHinge: { options: named, data: oneHot },
  CosineSimilarity: { options: { ...named, axis: 1 } },
  F1Score: {
    options: { ...named, average: "macro", threshold: 0.3 },
    data: oneHot,
  },
  FBetaScore: {
    options: { ...named, average: "weighted", threshold: 0.3, beta: 2.5 },
    data: oneHot,
  },
  FalseNegatives: { options: confusion, data: binary },
  FalsePositives: { options: confusion, data: binary },
  Hinge: { options: named, data: binary },
  KLDivergence: { options: named, data: oneHot },
  LogCoshError: { options: named },
  Mean: { options: named },
  MeanAbsoluteError: { options: named },
  MeanAbsolutePercentageError: { options: named },
  MeanIoU: {
    required: { numClasses: 3 },
    options: { ...named, numClasses: 5, sparseYTrue: false, sparseYPred: false },
    data: sparse,
  },
  MeanSquaredError: { options: named },
  MeanSquaredLogarithmicError: { options: named },
  Poisson: { options: named, data: binary },
  Precision: { options: { ...confusion, topK: 2, classId: 1 }, data: binary },
  R2Score: { options: { ...named, classAggregation: "variance_weighted_average" } },
  Recall: { options: { ...confusion, topK: 2, classId: 1 }, data: binary },
  RootMeanSquaredError: { options: named },
  SparseCategoricalAccuracy: { options: named, data: sparse },
  SparseCategoricalCrossentropy: {
    options: { ...named, fromLogits: true, ignoreClass: 1, axis: -1 },
    data: sparse,
  },
  SparseTopKCategoricalAccuracy: { options: { ...named, k: 1 }, data: sparse },
  SquaredHinge: { options: named, data: binary },
  Sum: { options: named },
  TopKCategoricalAccuracy: { options: { ...named, k: 1 }, data: oneHot },
  TrueNegatives: { options: confusion, data: binary },
  TruePositives: { options: confusion, data: binary },
};

const optimizer = {
  learningRate: 0.05,
  weightDecay: 0.1,
  clipnorm: 0.01,
  clipvalue: 0.01,
  globalClipnorm: 0.01,
};
const betas = { beta1: 0.5, beta2: 0.6, epsilon: 0.1 };

const clipping = { alone: ["clipvalue", "globalClipnorm"] };

const optimizers: Record<string, Sample> = {
  Adadelta: { options: { ...optimizer, rho: 0.5, epsilon: 0.1 }, ...clipping },
  Adagrad: { options: { ...optimizer, initialAccumulatorValue: 0.5, epsilon: 0.1 }, ...clipping },
  Adam: { options: { ...optimizer, ...betas, amsgrad: true }, ...clipping },
  AdamW: { options: { ...optimizer, ...betas, amsgrad: true }, ...clipping },
  Adamax: { options: { ...optimizer, ...betas }, ...clipping },
  Nadam: { options: { ...optimizer, ...betas }, ...clipping },
  RMSprop: { options: { ...optimizer, rho: 0.5, momentum: 0.5, epsilon: 0.1, centered: true }, ...clipping },
  SGD: {
    options: { ...optimizer, momentum: 0.5, nesterov: true },
    ...clipping,
  },
};

const decay = { initialLearningRate: 0.1, decaySteps: 2 };
const changed = { initialLearningRate: 0.2, decaySteps: 3 };

const schedules: Record<string, Sample> = {
  CosineDecay: {
    required: decay,
    options: { ...changed, alpha: 0.3, warmupTarget: 0.3, warmupSteps: 2 },
  },
  CosineDecayRestarts: {
    required: { initialLearningRate: 0.1, firstDecaySteps: 2 },
    options: { initialLearningRate: 0.2, firstDecaySteps: 3, tMul: 1.5, mMul: 0.5, alpha: 0.3 },
  },
  ExponentialDecay: {
    required: { ...decay, decayRate: 0.5 },
    options: { ...changed, decayRate: 0.3, staircase: true },
  },
  InverseTimeDecay: {
    required: { ...decay, decayRate: 0.5 },
    options: { ...changed, decayRate: 0.3, staircase: true },
  },
  PiecewiseConstantDecay: {
    required: { boundaries: [1], values: [0.1, 0.2] },
    options: { boundaries: [2], values: [0.3, 0.2] },
  },
  PolynomialDecay: {
    required: decay,
    options: { ...changed, endLearningRate: 0.05, power: 2, cycle: true },
  },
};

export const samples: Record<Kind, Record<string, Sample>> = {
  losses,
  metrics,
  optimizers,
  schedules,
  callbacks: {},
};
