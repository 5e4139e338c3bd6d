/** `plot.history`: the learning curves of a training, training and validation on one chart for each metric. */

import { type OptionsOf, string, strings } from "../../options";
import { plotOptions } from "../found";
import { PlotError } from "../plot";
import { beside, Chart, sizeOf } from "./chart";
import {
  areMarked,
  type Curve,
  type CurveOptions,
  curveOptions,
  curvesOf,
  drawnPoints,
  epochAxis,
  hasPlace,
  lineOf,
  lonely,
  metricsAmong,
  metricsOf,
  nameOf,
  nameOfCurve,
  requireLogScale,
  rounded,
  valueAxis,
} from "./curves";
import { directionOf } from "./direction";
import { type HistoryLike, requireHistory } from "./historyLike";
import { colors, guide, lineLegend } from "./theme";

/** Options of `plot.history`. */
export interface HistoryPlotOptions extends CurveOptions {
  /** The metrics to draw, without `val_`. Defaults to all in the history, save for `learning_rate`. */
  metrics?: string[];
  /** A title above the chart. Defaults to the best epoch. */
  title?: string;
}

export const historyPlotOptions = {
  ...curveOptions,
  metrics: strings(),
  title: string(),
} satisfies OptionsOf<HistoryPlotOptions>;

/**
 * Draws loss and metrics against epochs (counted from 1, as `fit` prints them): training and validation
 * together, one panel for each metric, each value at the epoch in which it was measured. The best epoch is marked where
 * the metric, or its name, tells whether more or less is better.
 *
 * @throws {PlotError} for what is no history, an empty one, or one that lacks a metric asked for.
 */
export function history(of: HistoryLike, given: HistoryPlotOptions = {}): Chart {
  const options = plotOptions("plot.history", given, historyPlotOptions);
  requireHistory("plot.history", of);
  const metrics = options.metrics ?? metricsOf(of.history);
  if (of.epoch.length === 0 || metrics.length === 0) {
    throw new PlotError("plot.history: the history is empty; a history of at least one epoch is expected.", {
      cure: "train for an epoch with fit, to its end, and draw what it returns",
    });
  }
  requireLogScale(of, options, "plot.history");
  const panels = metrics.map((metric) => curvesOf(of, metric, "plot.history"));
  return new Chart({
    description: describe(panels, countOf(of.epoch)),
    title: options.title ?? verdict(panels[0] ?? [], countOf(of.epoch)),
    spec: drawn(panels, options),
  });
}

/** Of a training that goes on, or was stopped. */
export interface RunningHistoryOptions extends HistoryPlotOptions {
  /** How many epochs there will be. */
  epochs: number;
  /** The epoch in which it was stopped, counted from 1. Defaults to none: it goes on. */
  stoppedIn?: number;
  /** Measurements within the first epoch, `epoch` from 0 to 1. */
  within: readonly { epoch: number; logs: Readonly<Record<string, number>> }[];
}

/**
 * The same while the training goes on: the horizontal axis is as long as it will be in the end. Of one that was stopped it
 * ends there, and the title says where.
 */
export function runningHistory(
  of: HistoryLike,
  { metrics, title, epochs, stoppedIn, within, ...options }: RunningHistoryOptions,
): Chart {
  const logged = within.flatMap(({ logs }) => Object.keys(logs));
  const names = metrics ?? metricsAmong([...logged, ...Object.keys(of.history)]);
  const panels = names.map((metric) => {
    const isRecorded = metric in of.history || `val_${metric}` in of.history;
    const curves = isRecorded ? curvesOf(of, metric, "live.history") : [];
    const early = within
      .filter(({ logs }) => metric in logs)
      .map(({ epoch, logs }) => ({ epoch, value: logs[metric] as number }));
    if (early.length === 0 && curves.length > 0) return curves;
    const direction = curves[0]?.direction ?? directionOf(metric);
    const training = curves.find(({ set }) => set === "training") ?? {
      direction,
      best: undefined,
      points: [],
    };
    const points = [...early, ...training.points];
    return [
      { ...training, metric, set: "training", points } as const,
      ...curves.filter(({ set }) => set === "validation"),
    ];
  });
  const stop = stoppedIn && `stopped in epoch ${stoppedIn} of ${epochs}`;
  const titleOfStop = stop && (title === undefined ? verdict(panels[0] ?? [], stop) : `${title}, ${stop}`);
  return new Chart({
    description: describe(panels, stop ? `a training that was ${stop}` : countOf(of.epoch)),
    title: titleOfStop || title,
    spec: drawn(panels, options, stoppedIn ?? epochs),
  });
}

/** The curve whose best epoch counts: validation where there is one. */
function judged(curves: Curve[]): Curve | undefined {
  return curves.at(-1);
}

type DataSet = Curve["set"];

/** @param epochs how many there will be. Defaults to those that there are. */
function drawn(panels: Curve[][], options: CurveOptions, epochs?: number): Record<string, unknown> {
  const size = sizeOf(options);
  const all = panels.flat();
  const sets = [...new Set(all.map(({ set }) => set))];
  const domain = epochs === undefined ? undefined : ([0, epochs] as const);
  return beside(
    panels.map((curves) => panel(curves, { all, sets, domain, height: size.height, options })),
    size,
  );
}

interface PanelParts {
  /** The curves of all panels, which have one horizontal axis. */
  all: Curve[];
  /** Those of all panels, which have one legend. */
  sets: DataSet[];
  domain: readonly [number, number] | undefined;
  height: number;
  options: CurveOptions;
}

function panel(curves: Curve[], { all, sets, domain, height, options }: PanelParts): Record<string, unknown> {
  const metric = curves[0]?.metric ?? "";
  const drawn = curves.map((curve) =>
    drawnPoints(curve, options).map((point) => ({ ...point, set: curve.set })),
  );
  const single = areMarked(curves) ? [] : drawn.flatMap(lonely);
  return {
    data: { values: drawn.flat() },
    encoding: {
      x: epochAxis(all, domain),
      y: valueAxis(nameOf(metric), curves, options, ({ set }) => set),
    },
    layer: [
      curveLayer(metric, curves, sets),
      ...single.map((point) => ({
        data: { values: [point] },
        mark: { type: "point", size: 40, filled: true, opacity: 1, color: colorOf(point.set) },
      })),
      ...bestLayers(curves, { height, options }),
    ],
  };
}

const colorOf = (set: DataSet) => colors[set === "training" ? 0 : 1];

function curveLayer(metric: string, curves: Curve[], sets: DataSet[]): Record<string, unknown> {
  // Shape and dash repeat the colour, for those who do not tell colours apart and for print.
  return {
    mark: lineOf(curves),
    encoding: {
      color: {
        field: "set",
        type: "nominal",
        scale: { domain: sets, range: sets.map(colorOf) },
        legend: lineLegend,
      },
      strokeDash: {
        field: "set",
        type: "nominal",
        scale: {
          domain: sets,
          range: sets.map((set) => (set === "training" ? [1, 0] : [6, 3])),
        },
        legend: lineLegend,
      },
      tooltip: [
        { field: "epoch", type: "quantitative", title: "epoch" },
        { field: "set", type: "nominal", title: "data" },
        { field: "value", type: "quantitative", title: nameOf(metric), format: ".4f" },
      ],
    },
  };
}

/** A rule at the best epoch and its value in the colour of its curve: a default black would be lost on dark. */
function bestLayers(
  curves: Curve[],
  { height, options }: Pick<PanelParts, "height" | "options">,
): Record<string, unknown>[] {
  const marked = judged(curves);
  if (!marked?.best) return [];
  const { epoch, value } = marked.best;
  if (!hasPlace(value, marked.metric, options)) return [];
  const color = colorOf(marked.set);
  const data = { values: [{ epoch, value, label: `best ${rounded(value)}` }] };
  const [first, last] = [marked.points[0] ?? marked.best, marked.points.at(-1) ?? marked.best];
  const late = epoch >= (first.epoch + last.epoch) / 2;
  return [
    {
      data,
      mark: { type: "rule", color: guide, strokeDash: [2, 3] },
      encoding: { y: { value: 0 }, y2: { value: "height" } },
    },
    { data, mark: { type: "point", size: 140, strokeWidth: 2, color, tooltip: null } },
    {
      data,
      mark: {
        type: "text",
        align: late ? "right" : "left",
        dx: late ? -6 : 6,
        color,
        fontWeight: "bold",
      },
      // At the end of the rule that the curve is far from: losses end low, metrics high.
      encoding: {
        text: { field: "label", type: "nominal" },
        y: { value: marked.direction === "down" ? 10 : height - 10 },
      },
    },
  ];
}

const countOf = ({ length }: readonly number[]): string => `${length} epoch${length === 1 ? "" : "s"}`;

/** @param extent how long it is: "3 epochs". */
function verdict(curves: Curve[], extent: string): string {
  const curve = judged(curves);
  if (!curve?.best) return extent;
  return `${extent}, best ${nameOfCurve(curve)} ${rounded(curve.best.value)} in epoch ${curve.best.epoch}`;
}

/** @param extent how long it is: "3 epochs". */
function describe(panels: Curve[][], extent: string): string {
  const parts = panels.map((curves) => {
    const ends = curves.map(({ metric, set, points }) => {
      const value = points.at(-1)?.value ?? Number.NaN;
      return `${set === "training" ? "" : "val_"}${metric} ${rounded(value)}`;
    });
    const found = judged(curves)?.best;
    const mark = found ? ` (best ${rounded(found.value)} in epoch ${found.epoch})` : "";
    return `${ends.join(", ")}${mark}`;
  });
  return `Learning curves of ${extent}, at the end: ${parts.join("; ")}.`;
}
