/** `plot.compare`: the learning curves of several trainings on one chart. */

import { type OptionsOf, resolveOptions, string, strings } from "../../options";
import { PlotError } from "../plot";
import { beside, Chart } from "./chart";
import {
  areMarked,
  type Curve,
  type CurveOptions,
  curveOptions,
  curvesOf,
  drawnPoints,
  epochAxis,
  type HistoryLike,
  isLowerBetter,
  lineOf,
  metricsOf,
  nameOfCurve,
  requireLogScale,
  rounded,
  valueAxis,
} from "./curves";
import { colors, lineLegend } from "./theme";

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
 * otherwise.
 *
 * @param histories by the name that the legend shows.
 * @throws PlotError where there is no history, or one lacks a metric asked for.
 * @example
 * plot.compare({ adam: historyOfAdam, sgd: historyOfSgd })
 */
export function compare(
  histories: { readonly [name: string]: HistoryLike },
  given: ComparePlotOptions = {},
): Chart {
  const options = resolveOptions("plot.compare", given, comparePlotOptions, { Refusal: PlotError });
  const runs = Object.entries(histories);
  const metrics = options.metrics ?? inCommon(runs.map(([, run]) => metricsOf(run.history)));
  if (runs.length === 0 || metrics.length === 0 || runs.some(([, { epoch }]) => epoch.length === 0)) {
    throw new PlotError(
      "plot.compare: histories of at least one epoch, with a metric in common, are expected.",
    );
  }
  for (const [, run] of runs) requireLogScale(run, options, "plot.compare");
  const panels = metrics.map((metric) => {
    const curves = runs.map(([name, run]) => ({ name, curves: curvesOf(run, metric, "plot.compare") }));
    const set = curves.every((of) => of.curves.length > 1) ? "validation" : "training";
    return curves.map((of) => ({
      name: of.name,
      ...(of.curves.find((curve) => curve.set === set) as Curve),
    }));
  });
  return new Chart({
    description: panels.map(describe).join(" "),
    title: options.title ?? verdict(panels[0] ?? []),
    spec: beside(
      panels.map((curves) => panel(curves, options)),
      options,
    ),
  });
}

const inCommon = ([first = [], ...others]: string[][]) =>
  first.filter((name) => others.every((names) => names.includes(name)));

const titleOf = ([curve]: NamedCurve[]) => (curve ? nameOfCurve(curve) : "");

function panel(curves: NamedCurve[], options: CurveOptions): Record<string, unknown> {
  const rows = curves.flatMap((curve) =>
    drawnPoints(curve, options).map((point) => ({ ...point, name: curve.name })),
  );
  const names = curves.map(({ name }) => name);
  const ofTraining = { field: "name", type: "nominal", sort: names };
  const isMarked = areMarked(curves);
  const legend = { columns: 4, ...(isMarked ? {} : lineLegend) };
  return {
    data: { values: rows },
    mark: lineOf(curves),
    encoding: {
      x: epochAxis(Math.max(...rows.map(({ epoch }) => epoch))),
      y: valueAxis(titleOf(curves), curves, options),
      color: { ...ofTraining, scale: { domain: names, range: colors }, legend },
      // What repeats the colour, for those who do not tell colours apart and for print.
      [isMarked ? "shape" : "strokeDash"]: { ...ofTraining, scale: { domain: names }, legend },
      tooltip: [
        { field: "name", type: "nominal", title: "training" },
        { field: "epoch", type: "quantitative", title: "epoch" },
        { field: "value", type: "quantitative", title: titleOf(curves), format: ".4f" },
      ],
    },
  };
}

function verdict(curves: NamedCurve[]): string | undefined {
  const bests = curves.flatMap(({ name, best }) => (best ? [{ name, value: best.value }] : []));
  bests.sort((a, b) => a.value - b.value);
  const best = isLowerBetter(curves[0]?.metric ?? "") ? bests[0] : bests.at(-1);
  return best && `best ${titleOf(curves)}: ${best.name}, ${rounded(best.value)}`;
}

function describe(curves: NamedCurve[]): string {
  const ends = curves.map(({ name, points }) => `${name} ${rounded(points.at(-1)?.value ?? Number.NaN)}`);
  return `At the end, ${titleOf(curves)}: ${ends.join(", ")}.`;
}
