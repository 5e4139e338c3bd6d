/** Learning curves: what a history recorded of one metric, epoch by epoch. */

import { type OptionsOf, strings } from "../../options";
import { PlotError } from "../plot";
import { type PanelOptions, panelOptions } from "./chart";
import { type Direction, directionOf } from "./direction";
import { epochsOf, type HistoryLike } from "./historyLike";
import { thinned } from "./thinned";
import { wholeTicks } from "./wholeTicks";

/** `epoch` counts from 1: what was measured at the end of the first epoch stands at 1, within it below. */
export interface Point {
  epoch: number;
  value: number;
}

export interface Curve {
  metric: string;
  set: "training" | "validation";
  points: Point[];
  /** Whether more or less is better; undefined where nobody knows. */
  direction: Direction | undefined;
  /** The best of several values; undefined of a single one, without a number, and where nobody knows the direction. */
  best: Point | undefined;
}

/** The logs that callbacks record of the optimizer, by Keras's name and tfjs's. */
const learningRates = ["learning_rate", "lr"];

/** The names of what was recorded, without `val_`: also of what was recorded in validation alone. */
export const metricsOf = (logs: Readonly<Record<string, number[]>>): string[] =>
  metricsAmong(Object.keys(logs).filter((log) => logs[log]?.length !== 0));

/** The same of the names of logs. */
export const metricsAmong = (logs: readonly string[]): string[] => [
  ...new Set(logs.filter((log) => !learningRates.includes(log)).map((log) => log.replace(/^val_/, ""))),
];

/**
 * Training, then validation, as far as they were recorded.
 *
 * @param call the plot, for errors.
 * @throws PlotError where the history lacks the metric.
 */
export function curvesOf(of: HistoryLike, metric: string, call: string): Curve[] {
  const { history: logs, directions } = of;
  const name = metric.replace(/^val_/, "");
  const direction = directions?.[name] ?? directionOf(name);
  const curves = [...new Set([metric, `val_${name}`])].flatMap((log): Curve[] => {
    const values = Object.hasOwn(logs, log) ? (logs[log] ?? []) : [];
    if (values.length === 0) return [];
    const epochs = epochsOf(of, log);
    const points = values.map((value, at) => ({ epoch: (epochs[at] as number) + 1, value }));
    const set = log.startsWith("val_") ? "validation" : "training";
    const best = points.length > 1 ? bestOf(points, direction) : undefined;
    return [{ metric: name, set, points, direction, best }];
  });
  if (curves.length > 0) return curves;
  throw new PlotError(
    `${call}: no metric ${JSON.stringify(metric)} in the history; it has ${metricsOf(logs).join(", ")}.`,
  );
}

/** @throws PlotError where the history lacks a metric whose axis is to be logarithmic. */
export function requireLogScale(of: HistoryLike, { logScale = [] }: CurveOptions, call: string): void {
  for (const metric of logScale) curvesOf(of, metric, call);
}

/** The first of the best; undefined without a number, and where nobody knows the direction. */
export function bestOf(points: readonly Point[], direction: Direction | undefined): Point | undefined {
  if (!direction) return undefined;
  const isBetter = (a: number, b: number) => (direction === "down" ? a < b : a > b);
  let best: Point | undefined;
  for (const point of points) {
    if (Number.isFinite(point.value) && (!best || isBetter(point.value, best.value))) best = point;
  }
  return best;
}

export const nameOf = (metric: string) => metric.replaceAll("_", " ");
export const nameOfCurve = ({ metric, set }: Pick<Curve, "metric" | "set">) =>
  `${set === "validation" ? "validation " : ""}${nameOf(metric)}`;
export const rounded = (value: number) => Number(value.toPrecision(4)).toString();

/**
 * Epochs as Vega-Lite's horizontal axis, the same for all panels of a chart.
 *
 * @param curves of all panels.
 * @param domain where it begins and ends. Defaults to where the curves do.
 */
export function epochAxis(
  curves: readonly Curve[],
  domain?: readonly [number, number],
): Record<string, unknown> {
  const epochs = curves.flatMap(({ points }) => [points[0], points.at(-1)].map((point) => point?.epoch ?? 1));
  const [first, last] = domain ? [1, domain[1]] : [Math.min(...epochs), Math.max(...epochs)];
  return {
    field: "epoch",
    type: "quantitative",
    axis: { title: "epoch", ...wholeTicks(first, last) },
    scale: { zero: false, nice: false, ...(domain ? { domain } : { domain: [first, last], padding: 10 }) },
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

/** A point of a curve, as drawn. JSON has no NaN; Vega-Lite leaves a gap where it reads null. */
export interface DrawnPoint {
  epoch: number;
  value: number | null;
}

export function drawnPoints({ metric, points }: Curve, options: CurveOptions): DrawnPoint[] {
  const drawn = points.map(({ epoch, value }) => ({
    epoch,
    value: hasPlace(value, metric, options) ? value : null,
  }));
  return thinned(drawn, ({ value }) => value, POINTS);
}

/** Those that no line leads to, which are invisible without a mark. */
export const lonely = <Of extends DrawnPoint>(points: readonly Of[]): Of[] =>
  points.filter(
    ({ value }, index) =>
      value !== null &&
      (points[index - 1]?.value ?? null) === null &&
      (points[index + 1]?.value ?? null) === null,
  );

export const areMarked = (curves: readonly Curve[]): boolean =>
  curves.every(({ points }) => points.length <= MARKED_POINTS);

export const lineOf = (curves: readonly Curve[]): Record<string, unknown> => ({
  ...{ type: "line", tooltip: true },
  ...(areMarked(curves) ? { point: { size: 40 } } : {}),
});

/**
 * The vertical axis. Its name says so where there is nothing to see.
 *
 * @param nameOfLine what the legend calls a curve.
 */
export function valueAxis<Of extends Curve>(
  name: string,
  curves: readonly Of[],
  options: CurveOptions,
  nameOfLine: (curve: Of) => string,
): Record<string, unknown> {
  const empty = curves.filter(({ metric, points }) =>
    points.every(({ value }) => !hasPlace(value, metric, options)),
  );
  const isLog = options.logScale?.includes(curves[0]?.metric ?? "");
  const of = empty.length < curves.length ? ` of ${empty.map(nameOfLine).join(", ")}` : "";
  return {
    ...{ field: "value", type: "quantitative" },
    title: empty.length === 0 ? name : `${name}: no ${isLog ? "positive" : "finite"} value${of}`,
    scale: isLog ? { type: "log" } : { zero: false },
  };
}
