/** The names under which Keras and tfjs report what an exercise calls loss and accuracy. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  accuracy: ["accuracy", "acc", "sparse_categorical_accuracy", "categorical_accuracy"],
};

/** The entry of logs or scores for a metric such as `accuracy` or `val_accuracy`, whichever of its names it has. */
export function entryOf(logs: Readonly<Record<string, unknown>>, name: string): unknown {
  const [prefix, metric] = name.startsWith("val_") ? ["val_", name.slice("val_".length)] : ["", name];
  const names = (aliases[metric] ?? [metric]).map((alias) => `${prefix}${alias}`);
  return logs[names.find((one) => logs[one] !== undefined) ?? name];
}
