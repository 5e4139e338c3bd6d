/** Whether more or less of a metric is better, by its name: Keras's, the usual short ones, in any spelling. */

/** "up" where more is better, "down" where less is. */
export type Direction = "up" | "down";

/** Ends of names: an output's name may stand before them. */
const ends: Record<Direction, readonly string[]> = {
  down: [
    ...[
      "loss",
      "error",
      "error rate",
      "cost",
      "mse",
      "mae",
      "mape",
      "msle",
      "rmse",
      "rmsle",
      "smape",
      "nrmse",
    ],
    ...["crossentropy", "cross entropy", "bce", "cce", "nll", "negative log likelihood", "perplexity"],
    ...["divergence", "kld", "poisson", "huber", "hinge", "log cosh", "logcosh", "deviance", "brier score"],
    ...["false positives", "false negatives"],
  ],
  up: [
    ...[
      "accuracy",
      "acc",
      "auc",
      "precision",
      "recall",
      "sensitivity",
      "specificity",
      "f score",
      "fbeta score",
    ],
    ...[
      "f1",
      "f1 score",
      "f2 score",
      "r2",
      "r2 score",
      "r squared",
      "iou",
      "io u",
      "jaccard",
      "kappa",
      "mcc",
    ],
    ...["sensitivity at specificity", "specificity at sensitivity", "recall at precision"],
    ...["precision at recall", "cosine similarity", "correlation", "log likelihood", "bleu", "psnr", "ssim"],
    ...["true positives", "true negatives", "dice coefficient", "dice coef", "ndcg"],
  ],
};

const directions = new Map(
  (["down", "up"] as const).flatMap((direction) => ends[direction].map((end) => [end, direction] as const)),
);
const LONGEST = Math.max(...[...directions.keys()].map((end) => end.split(" ").length));

/**
 * @param metric a name in logs, such as `val_mse`, `RMSE`, `head_categoricalCrossentropy` or `auc_1`.
 * @returns undefined where the name does not tell, as of a learning rate.
 */
export function directionOf(metric: string): Direction | undefined {
  const words = wordsOf(metric);
  const [last = ""] = words.slice(-1);
  return directionOfWords(words) ?? directionOfWords([...words.slice(0, -1), last.replace(/\d+$/, "")]);
}

function directionOfWords(words: readonly string[]): Direction | undefined {
  for (let count = Math.min(LONGEST, words.length); count > 0; count--) {
    const direction = directions.get(words.slice(-count).join(" "));
    // scikit-learn's `neg_mean_squared_error` has the other sign; an output may as well be called neg.
    if (direction) return words.slice(0, -count).includes("neg") ? undefined : direction;
  }
  return undefined;
}

/** In lower case, without a number that tells metrics of one name apart, and without the k of "recall at k". */
function wordsOf(metric: string): string[] {
  return metric
    .replace(/^val_/, "")
    .replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, "_")
    .toLowerCase()
    .replace(/(@|_at_|_top_?)\d+$/, "")
    .replace(/(_\d+)+$/, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}
