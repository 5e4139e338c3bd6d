/** Which metrics are better where they are lower, and which where they are higher, by their names. */
import { directionOf } from "../../../src/plotting/charts/direction";

const lower = [
  ...["loss", "val_loss", "head_loss", "loss_1", "mse", "mae", "mape", "msle", "RMSE", "meanAbsoluteError"],
  ...[
    "mean_squared_error",
    "log_cosh_error",
    "logcosh",
    "logCosh",
    "kl_divergence",
    "KLDivergence",
    "poisson",
  ],
  ...[
    "categorical_crossentropy",
    "head_sparseCategoricalCrossentropy_2",
    "bce",
    "categorical_hinge",
    "perplexity",
  ],
  ...[
    "negative_log_likelihood",
    "false_negatives",
    "val_out_mean_absolute_percentage_error",
    "accuracy_loss",
  ],
];
test.each(lower)("less of %s is better", (name) => expect(directionOf(name)).toBe("down"));

const higher = [
  ...[
    "accuracy",
    "acc",
    "val_acc",
    "topKCategoricalAccuracy",
    "sparse_top_k_categorical_accuracy",
    "accuracy_1",
  ],
  ...[
    "auc",
    "AUC",
    "auc_3",
    "precision",
    "head_recall",
    "f1_score",
    "F1Score",
    "fbeta_score",
    "r2_score",
    "R2Score",
  ],
  ...[
    "mean_io_u",
    "MeanIoU",
    "cosine_similarity",
    "weighted_accuracy",
    "recall_at_5",
    "precision@10",
    "acc_top5",
  ],
  ...["loss_accuracy", "acc5", "true_positives"],
];
test.each(higher)("more of %s is better", (name) => expect(directionOf(name)).toBe("up"));

const unknown = [
  "learning_rate",
  "lr",
  "loss_scale",
  "grad_norm",
  "mine",
  "neg_mean_squared_error",
  "mean",
  "",
  "_1",
];
test.each(unknown)("nobody knows whether less or more of %j is better", (name) =>
  expect(directionOf(name)).toBeUndefined(),
);
