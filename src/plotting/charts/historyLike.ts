/** The history of a training, as `fit` returns it or as a plain object of the same shape. */
import { isTensor, unfit } from "../found";
import { PlotError } from "../plot";
import type { Direction } from "./direction";

/** The history of a training, in Keras's shape: the values of each log, epoch by epoch. */
export interface HistoryLike {
  /** Epochs, counted from 0. */
  epoch: number[];
  /** Logs by Keras's names: `loss`, `accuracy`, `val_loss`, `val_accuracy`, … */
  history: Record<string, number[]>;
  /**
   * For each log the epochs, counted from 0, at whose end its values were measured. Defaults to `epoch`, and where a log
   * has fewer values to every second, third, … of them, as with `validationFreq`, or the last ones.
   */
  measuredIn?: Record<string, number[]>;
  /** Of a log, whether more or less is better. Defaults to what its name tells. */
  directions?: Record<string, Direction>;
}

/**
 * @param where it was given, for errors.
 * @throws {PlotError} for what is no history, with what it is instead.
 */
export function requireHistory(where: string, of: unknown): asserts of is HistoryLike {
  const { epoch, history } = (typeof of === "object" && of !== null ? of : {}) as Partial<HistoryLike>;
  const isHistory =
    isListOfNumbers(epoch) &&
    epoch.every(Number.isFinite) &&
    typeof history === "object" &&
    history !== null &&
    !Array.isArray(history);
  if (!isHistory) throw unfit(where, of, { expected: "a history of epochs", cure: cureFor(of) });
  for (const [name, values] of Object.entries(history)) {
    if (isListOfNumbers(values)) {
      if (values.length <= epoch.length) continue;
      throw new PlotError(
        `${where}: the history has ${values.length} values of ${name} for ${epoch.length} epochs.`,
        { cure: "give each of them its epoch, counted from 0, in epoch" },
      );
    }
    throw unfit(`${where}: history.${name}`, values, {
      expected: "a list of numbers",
      ...([values].flat().some(isTensor)
        ? { cure: "await history.syncData() turns tensors into numbers" }
        : {}),
    });
  }
}

const isListOfNumbers = (values: unknown): values is number[] =>
  Array.isArray(values) && values.every((value) => typeof value === "number");

function cureFor(of: unknown): string {
  const list: unknown[] = Array.isArray(of) ? of : [];
  if (list.some((one) => typeof one === "object" && one !== null && "history" in one)) {
    return "draw several trainings with plot.compare({ name: history, … })";
  }
  const isLogs =
    typeof of === "object" &&
    of !== null &&
    !("epoch" in of) &&
    !isTensor(of) &&
    Object.values(of).some(isListOfNumbers);
  if (isLogs && list.length === 0) return "give history itself, not history.history";
  return "give what fit returns: const history = await fit(model, x, y, { epochs: 5 })";
}

/** The epochs, counted from 0, in which the values of a log were measured. */
export function epochsOf({ epoch, history, measuredIn }: HistoryLike, log: string): number[] {
  const count = history[log]?.length ?? 0;
  const known = measuredIn?.[log];
  if (known?.length === count) return known;
  const every = Math.floor(epoch.length / count);
  // As many as there are with a validationFreq; of more than one that fits it is the largest.
  if (Math.floor(epoch.length / every) === count)
    return epoch.filter((_, index) => (index + 1) % every === 0);
  return epoch.slice(epoch.length - count);
}
