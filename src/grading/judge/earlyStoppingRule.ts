/** The rule of EarlyStopping (keras.callbacks.EarlyStopping), replayed over the logs of a training that has ended. */

import { entryOf } from "../checks/metricAliases";
import type { CallbackEvidence } from "../evidence/format";

const { fround } = Math;

/** @returns after how many epochs it ends the training; undefined where it does not. */
export function stopAfter(
  {
    monitor = "val_loss",
    patience = 0,
    minDelta = 0,
    mode = "auto",
    baseline,
    startFromEpoch = 0,
  }: CallbackEvidence,
  logs: readonly Readonly<Record<string, number>>[],
): number | undefined {
  const isUp = mode === "max" || (mode !== "min" && /acc|auc|precision|recall|f1/i.test(monitor));
  const isBetter = (value: number, reference: number | undefined) =>
    reference === undefined ||
    (isUp
      ? fround(value - Math.abs(minDelta)) > fround(reference)
      : fround(value + Math.abs(minDelta)) < fround(reference));
  let best: number | undefined;
  let wait = 0;
  for (const [epoch, log] of logs.entries()) {
    const value = entryOf(log, monitor);
    if (typeof value !== "number" || epoch < startFromEpoch) continue;
    wait++;
    if (isBetter(value, best)) {
      best = value;
      if (isBetter(value, baseline)) wait = 0;
    } else if (wait >= patience && epoch > 0) return epoch + 1;
  }
  return undefined;
}
