/** Learning curves: what a history recorded of one metric, epoch by epoch. */

import { type OptionsOf, strings } from "../../options";
import { PlotError } from "../plot";
import { type PanelOptions, panelOptions } from "./chart";
import { countingTicks } from "./theme";

/** What a training leaves behind, in Keras's shape: the value of each log for each epoch. */
export interface HistoryLike {
  /** Epochs, counted from 0. */
  epoch: number[];
  /** Logs by Keras's names: `loss`, `accuracy`, `val_loss`, `val_accuracy`, … */
  history: Record<string, number[]>;
}

/** `epoch` counts from 1: what was measured at the end of the first epoch stands at 1, within it below. */
export interface Point {
  epoch: number;
  value: number;
}

export interface Curve {
  metric: string;
  set: "training" | "validation";
  points: Point[];
  /** The lowest loss or error, the highest of anything else; undefined for learning rates, and without a number. */
  best: Point | undefined;
}

/** What callbacks record of the optimizer: none is better than another. */
const LEARNING_RATE = "learning_rate";

/** The names of what was recorded, without validation. */
export function metricsOf(logs: object): string[] {
  return Object.keys(logs).filter((key) => !key.startsWith("val_") && key !== LEARNING_RATE);
}

/**
 * Training, then validation where there is one.
 *
 * @param call the plot, for errors.
 * @throws PlotError where the history lacks the metric.
 */
export function curvesOf({ epoch, history: logs }: HistoryLike, metric: string, call: string): Curve[] {
  const training = logs[metric];
  if (!training) {
    throw new PlotError(
      `${call}: no metric ${JSON.stringify(metric)} in the history; it has ${metricsOf(logs).join(", ")}.`,
    );
  }
  const curves = [curve(metric, "training", epoch, training)];
  const validation = logs[`val_${metric}`];
  if (validation && validation.length > 0) curves.push(curve(metric, "validation", epoch, validation));
  return curves;
}

/** @throws PlotError where the history lacks a metric whose axis is to be logarithmic. */
export function requireLogScale(of: HistoryLike, { logScale = [] }: CurveOptions, call: string): void {
  for (const metric of logScale) curvesOf(of, metric, call);
}

function curve(metric: string, set: Curve["set"], epochs: number[], values: number[]): Curve {
  // With validationFreq n there is a value for each n-th epoch.
  const every = Math.max(1, Math.floor(epochs.length / values.length));
  const points = values.map((value, index) => ({
    epoch: (epochs[(index + 1) * every - 1] ?? index) + 1,
    value,
  }));
  return { metric, set, points, best: best(metric, points) };
}

export const isLowerBetter = (metric: string): boolean => /loss|error|mse|mae/.test(metric);

function best(metric: string, points: Curve["points"]): Curve["best"] {
  if (metric === LEARNING_RATE) return undefined;
  const sign = isLowerBetter(metric) ? 1 : -1;
  const finite = points.filter(({ value }) => Number.isFinite(value));
  return finite.sort((a, b) => sign * (a.value - b.value) || a.epoch - b.epoch)[0];
}

export const nameOf = (metric: string) => metric.replaceAll("_", " ");
export const nameOfCurve = ({ metric, set }: Pick<Curve, "metric" | "set">) =>
  `${set === "validation" ? "validation " : ""}${nameOf(metric)}`;
export const rounded = (value: number) => Number(value.toPrecision(4)).toString();

/** Epochs as Vega-Lite's horizontal axis. @param domain where it begins and ends. Defaults to where the curves do. */
export function epochAxis(last: number, domain?: readonly [number, number]): Record<string, unknown> {
  return {
    field: "epoch",
    type: "quantitative",
    axis: { title: "epoch", ...countingTicks(last) },
    scale: { zero: false, nice: false, ...(domain ? { domain } : { padding: 10 }) },
  };
}

/** Points of a line; more would not be seen. */
const POINTS = 400;
/** With more points than these the line alone is legible. */
const MARKED_POINTS = 60;

/** Options of charts of curves. */
export interface CurveOptions extends PanelOptions {
  /** The metrics whose axis is logarithmic, without `val_`: for losses of very different sizes. Defaults to none. */
  logScale?: readonly string[];
}

export const curveOptions = { ...panelOptions, logScale: strings() } satisfies OptionsOf<CurveOptions>;

/** Whether a value has a place on its metric's axis. */
export const hasPlace = (value: number, metric: string, { logScale = [] }: CurveOptions): boolean =>
  Number.isFinite(value) && (value > 0 || !logScale.includes(metric));

/** What of a curve is drawn. JSON has no NaN; Vega-Lite leaves a gap where it reads null. */
export function drawnPoints(
  { metric, points }: Curve,
  options: CurveOptions,
): { epoch: number; value: number | null }[] {
  const stride = Math.ceil(points.length / POINTS);
  return points
    .filter((_, index) => index % stride === 0 || index === points.length - 1)
    .map(({ epoch, value }) => ({ epoch, value: hasPlace(value, metric, options) ? value : null }));
}

export const areMarked = (curves: readonly Curve[]): boolean =>
  curves.every(({ points }) => points.length <= MARKED_POINTS);

export const lineOf = (curves: readonly Curve[]): Record<string, unknown> => ({
  ...{ type: "line", tooltip: true },
  ...(areMarked(curves) ? { point: { size: 40 } } : {}),
});

/** The vertical axis. Its name says so where there is nothing to see. */
export function valueAxis(
  name: string,
  curves: readonly Curve[],
  options: CurveOptions,
): Record<string, unknown> {
  const isEmpty = curves.every(({ metric, points }) =>
    points.every(({ value }) => !hasPlace(value, metric, options)),
  );
  const isLog = options.logScale?.includes(curves[0]?.metric ?? "");
  return {
    ...{ field: "value", type: "quantitative" },
    title: isEmpty ? `${name}: no ${isLog ? "positive" : "finite"} value` : name,
    scale: isLog ? { type: "log" } : { zero: false },
  };
}
