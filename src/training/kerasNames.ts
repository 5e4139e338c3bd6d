/** Keras's names of losses, metrics and logs, and tfjs's for the same things. */

/** Short names, which tfjs knows for metrics only, and their long forms, which it knows for losses only. */
const shortNames: Record<string, string> = {
  mse: "meanSquaredError",
  mae: "meanAbsoluteError",
  mape: "meanAbsolutePercentageError",
};

const camelCase = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** A loss as tfjs knows it: `categorical_crossentropy` is `categoricalCrossentropy`, `mse` is `meanSquaredError`. */
export function tfjsLossName(kerasName: string): string {
  return shortNames[kerasName] ?? camelCase(kerasName);
}

/** A metric as tfjs knows it: `binary_accuracy` is `binaryAccuracy`, `mean_squared_error` is `mse`. */
export function tfjsMetricName(kerasName: string): string {
  const name = camelCase(kerasName);
  return Object.keys(shortNames).find((short) => shortNames[short] === name) ?? name;
}

/**
 * A key of the logs as Keras writes it: tfjs shortens `accuracy` to `acc` and writes metrics in camelCase.
 *
 * @example kerasLogName("val_acc") // "val_accuracy"
 */
export function kerasLogName(tfjsLogName: string): string {
  const [, prefix = "", name = ""] = /^(val_)?(.*)$/.exec(tfjsLogName) ?? [];
  return (
    prefix + (name === "acc" ? "accuracy" : name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
  );
}
