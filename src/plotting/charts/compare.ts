/** `plot.compare`: the learning curves of several trainings on one chart. */

import { type OptionsOf, string, strings } from "../../options";
import { isTensor, plotOptions, requireLegible, unfit } from "../found";
import { legibleLabels, legibleNames } from "../legibleNames";
import { PlotError } from "../plot";
import { textWidth } from "../rendering";
import { beside, Chart } from "./chart";
import {
  areMarked,
  bestOf,
  type Curve,
  type CurveOptions,
  curveOptions,
  curvesOf,
  drawnPoints,
  epochAxis,
  lineOf,
  lonely,
  metricsOf,
  nameOfCurve,
  requireLogScale,
  rounded,
  valueAxis,
} from "./curves";
import { type HistoryLike, requireHistory } from "./historyLike";
import { marksOf } from "./marks";
import { lineLegend } from "./theme";

/** Options of `plot.compare`. */
export interface ComparePlotOptions extends CurveOptions {
  /** The metrics to draw, without `val_`. Defaults to all that the histories have in common. */
  metrics?: string[];
  /** A title above the chart. Defaults to the training that is best. */
  title?: string;
}

export const comparePlotOptions = {
  ...curveOptions,
  metrics: strings(),
  title: string(),
} satisfies OptionsOf<ComparePlotOptions>;

interface NamedCurve extends Curve {
  name: string;
}

/**
 * Draws a line for each training, one panel for each metric: of validation where all of them have it, of training
 * otherwise. Each value stands at the epoch in which it was measured.
 *
 * @param histories by the name that the legend shows.
 * @throws {PlotError} where there is no history, or one lacks a metric asked for.
 * @example
 * plot.compare({ adam: historyOfAdam, sgd: historyOfSgd })
 */
export function compare(
  histories: { readonly [name: string]: HistoryLike },
  given: ComparePlotOptions = {},
): Chart {
  const options = plotOptions("plot.compare", given, comparePlotOptions);
  const runs = runsOf(histories);
  const metrics = options.metrics
    ? withoutTwins(options.metrics)
    : inCommon(runs.map(([, run]) => metricsOf(run.history)));
  if (metrics.length === 0) {
    const recorded = runs.map(([name, run]) => `${name} has ${metricsOf(run.history).join(", ") || "none"}`);
    throw new PlotError(`plot.compare: the histories have no metric in common: ${recorded.join("; ")}.`, {
      cure: "compile the models with the same metrics",
    });
  }
  for (const [, run] of runs) requireLogScale(run, options, "plot.compare");
  const panels = metrics.map((metric) => {
    const curves = runs.map(([name, run]) => ({
      name,
      curves: curvesOf(run, metric, `plot.compare: ${name}`),
    }));
    const set = curves.every((of) => of.curves.some((curve) => curve.set === "validation"))
      ? "validation"
      : "training";
    return curves.map(({ name, curves }) => {
      const curve = curves.find((one) => one.set === set);
      if (curve) return { name, ...curve };
      throw new PlotError(
        `plot.compare: ${name} has ${metric} of validation alone, and others have it of training alone.`,
        { cure: "train all of them with validationData, or draw them with plot.history" },
      );
    });
  });
  return new Chart({
    description: panels.map(describe).join(" "),
    title: options.title ?? verdict(panels[0] ?? []),
    spec: beside(
      panels.map((curves) => panel(curves, panels.flat(), options)),
      options,
    ),
  });
}

/** Without `val_loss` beside `loss`, which would be the same panel again. */
function withoutTwins(metrics: readonly string[]): string[] {
  const bare = metrics.map((metric) => metric.replace(/^val_/, ""));
  return metrics.filter((_, index) => bare.indexOf(bare[index] as string) === index);
}

function runsOf(histories: unknown): [name: string, run: HistoryLike][] {
  const runs = isByName(histories) ? Object.entries(histories) : [];
  if (runs.length === 0) {
    throw unfit("plot.compare", histories, {
      expected: "an object with histories of at least one epoch",
      cure: "give histories by the names that the legend shows: plot.compare({ adam: history1, sgd: history2 })",
    });
  }
  return runs.map(([name, run]) => {
    const where = `plot.compare: ${JSON.stringify(name)}`;
    requireLegible(where, name);
    requireHistory(where, run);
    if (run.epoch.length > 0) return [name, run];
    throw new PlotError(`${where} is a history of no epoch; histories of at least one epoch are expected.`);
  });
}

/** A history itself is none by name, nor is a list. */
const isByName = (of: unknown): of is object =>
  typeof of === "object" &&
  of !== null &&
  !Array.isArray(of) &&
  !isTensor(of) &&
  !("epoch" in of && "history" in of);

const inCommon = ([first = [], ...others]: string[][]) =>
  first.filter((name) => others.every((names) => names.includes(name)));

const titleOf = ([curve]: NamedCurve[]) => (curve ? nameOfCurve(curve) : "");

/** Room for a name in the legend. */
const NAME = { width: 280, font: { size: 12 } };
/** Room for all columns of the legend, and in each for more than the name. */
const LEGEND_WIDTH = 600;
const SYMBOL_WIDTH = 30;

function legendOf(names: readonly string[]): Record<string, unknown> {
  const widest = Math.max(...names.map((name) => Math.min(NAME.width, textWidth(name, NAME.font))));
  const columns = Math.floor(LEGEND_WIDTH / (widest + SYMBOL_WIDTH));
  return { columns: Math.max(1, Math.min(4, columns)), ...legibleLabels(names, NAME) };
}

/** @param all the curves of all panels. */
function panel(curves: NamedCurve[], all: NamedCurve[], options: CurveOptions): Record<string, unknown> {
  const drawn = curves.map((curve) =>
    drawnPoints(curve, options).map((point) => ({ ...point, name: curve.name })),
  );
  const names = curves.map(({ name }) => name);
  const marks = marksOf(names.length);
  const ofTraining = { field: "name", type: "nominal", sort: names };
  const isMarked = areMarked(curves);
  const legend = { ...legendOf(names), ...(isMarked ? {} : lineLegend) };
  // The channel that repeats the colour, for those who do not tell colours apart and for print.
  const channel = isMarked ? "shape" : "strokeDash";
  const single = isMarked ? [] : drawn.flatMap(lonely);
  const line = { mark: lineOf(curves) };
  const points = { data: { values: single }, mark: { type: "point", filled: true, size: 40 } };
  return {
    data: { values: drawn.flat() },
    ...(single.length === 0 ? line : { layer: [line, points] }),
    encoding: {
      x: epochAxis(all),
      y: valueAxis(titleOf(curves), curves, options, ({ name }) => name),
      color: { ...ofTraining, scale: { domain: names, range: marks.color }, legend },
      [channel]: { ...ofTraining, scale: { domain: names, range: marks[channel] }, legend },
      tooltip: [
        { field: "name", type: "nominal", title: "training" },
        { field: "epoch", type: "quantitative", title: "epoch" },
        { field: "value", type: "quantitative", title: titleOf(curves), format: ".4f" },
      ],
    },
  };
}

function verdict(curves: NamedCurve[]): string | undefined {
  const names = legibleNames(
    curves.map(({ name }) => name),
    NAME,
  );
  const bests = curves.flatMap(({ points, direction }, index) => {
    const best = bestOf(points, direction);
    return best ? [{ name: names[index], value: best.value }] : [];
  });
  const directions = new Set(curves.map(({ direction }) => direction));
  if (directions.size > 1) return undefined;
  bests.sort((a, b) => a.value - b.value);
  const best = directions.has("down") ? bests[0] : bests.at(-1);
  return best && `best ${titleOf(curves)}: ${best.name}, ${rounded(best.value)}`;
}

function describe(curves: NamedCurve[]): string {
  const ends = curves.map(({ name, points }) => `${name} ${rounded(points.at(-1)?.value ?? Number.NaN)}`);
  return `At the end, ${titleOf(curves)}: ${ends.join(", ")}.`;
}
