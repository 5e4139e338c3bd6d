/** Checks of what `fit` returned. */
import { listed } from "../texts";
import { entryOf } from "./metricAliases";
import { failed, notAttempted, passed, type Verdict } from "./verdict";
import type { Work } from "./work";

export interface TrainingHistory {
  epoch: number[];
  history: Record<string, unknown>;
}

/** A check of `history`, once it has the shape of one. */
export function aboutHistory(
  examine: (history: TrainingHistory, work: Work) => Verdict | Promise<Verdict>,
): (work: Work) => Verdict | Promise<Verdict> {
  return (work) => {
    const { history } = work.values;
    if (history === undefined || history === null) return notAttempted;
    const { epoch, history: logs } = history as Partial<TrainingHistory>;
    if (epoch === undefined && Array.isArray((history as { loss?: unknown }).loss))
      return failed("innerHistory");
    if (!Array.isArray(epoch) || logs === null || typeof logs !== "object") return failed("notAHistory");
    return examine({ epoch, history: logs }, work);
  };
}

export function logsVerdict({ epoch, history }: TrainingHistory, names: string[]): Verdict {
  const missing = names.filter((name) => !Array.isArray(entryOf(history, name)));
  if (missing.length > 0) {
    return failed("missingLogs", { missing: listed(missing), present: listed(Object.keys(history)) });
  }
  const broken = names.find((name) => {
    const values = entryOf(history, name) as unknown[];
    return values.length === 0 || values.length !== epoch.length || !values.every(Number.isFinite);
  });
  return broken === undefined ? passed() : failed("brokenLogs", { name: broken });
}
