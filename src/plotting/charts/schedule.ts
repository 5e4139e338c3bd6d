/** `plot.schedule`: how a learning rate changes from step to step. */
import { number, type OptionsOf, resolveOptions, string } from "../../options";
import { PlotError } from "../plot";
import { beside, Chart, type PanelOptions, panelOptions } from "./chart";
import { rounded } from "./curves";
import { colors, lineLegend } from "./theme";

/** What has a learning rate for each step, counted from 0: trainbook's schedules, or a function. */
export type ScheduleLike = { at(step: number): number } | ((step: number) => number);

/** Options of `plot.schedule`. */
export interface SchedulePlotOptions extends PanelOptions {
  /** How many steps are drawn. Defaults to 1000. */
  steps?: number;
  /** A title above the chart. Defaults to the number of steps. */
  title?: string;
  /** Of the inside of the chart, in pixels. Defaults to 380. */
  width?: number;
}

export const schedulePlotOptions = {
  ...panelOptions,
  steps: number(1000),
  title: string(),
  width: number(380),
} satisfies OptionsOf<SchedulePlotOptions>;

/** Points of the line; more would not be seen. */
const POINTS = 200;
/** The part of the range, one in so many, that is a jump where it happens in one step. */
const JUMPS = 20;

/**
 * Draws the learning rate against steps; several schedules on one chart.
 *
 * @param of a schedule, or schedules by the name that the legend shows.
 * @throws {PlotError} for a number of steps below 1.
 * @example
 * plot.schedule(new schedules.CosineDecay({ initialLearningRate: 0.1, decaySteps: 1000 }))
 */
export function schedule(
  of: ScheduleLike | { readonly [name: string]: ScheduleLike },
  options: SchedulePlotOptions = {},
): Chart {
  const resolved = resolveOptions("plot.schedule", options, schedulePlotOptions, { Refusal: PlotError });
  const { steps, title, width, height } = resolved;
  if (!(Number.isInteger(steps) && steps >= 1)) {
    throw new PlotError(`plot.schedule: steps is ${steps}; a whole number from 1 up is expected.`);
  }
  const schedules = isSchedule(of) ? { "learning rate": of } : of;
  const names = Object.keys(schedules);
  const rows = Object.entries(schedules).flatMap(([name, one]) =>
    changesOf(drawnSteps(one, steps).map((step) => ({ name, step, rate: rateAt(one, step) }))),
  );
  const ends = names.map((name) => {
    const own = rows.filter((row) => row.name === name);
    return `${name} from ${rounded(own[0]?.rate ?? 0)} to ${rounded(own.at(-1)?.rate ?? 0)}`;
  });
  const ofSchedule = { field: "name", type: "nominal", sort: names, title: null };
  const legend = names.length === 1 ? null : lineLegend;
  return new Chart({
    description: `Learning rates over ${steps} steps: ${ends.join("; ")}.`,
    title: title ?? `Learning rate over ${steps} steps`,
    spec: beside(
      [
        {
          data: { values: rows },
          mark: { type: "line", tooltip: true },
          encoding: {
            x: {
              field: "step",
              type: "quantitative",
              title: "step",
              scale: { nice: false, domain: [0, steps] },
            },
            y: { field: "rate", type: "quantitative", title: "learning rate" },
            color: { ...ofSchedule, scale: { domain: names, range: colors }, legend },
            strokeDash: { ...ofSchedule, scale: { domain: names }, legend },
            tooltip: [
              { field: "name", type: "nominal", title: "schedule" },
              { field: "step", type: "quantitative", title: "step" },
              { field: "rate", type: "quantitative", title: "learning rate", format: ".4~g" },
            ],
          },
        },
      ],
      { width, height },
    ),
  });
}

const isSchedule = (of: Parameters<typeof schedule>[0]): of is ScheduleLike =>
  typeof of === "function" || typeof (of as { at?: unknown }).at === "function";

/** Digits that cannot be seen only make the notebook larger. */
const rateAt = (of: ScheduleLike, step: number): number =>
  Number((typeof of === "function" ? of(step) : of.at(step)).toPrecision(6));

/** As many as are seen, and both sides of each jump, which would look like a slope otherwise. */
function drawnSteps(of: ScheduleLike, steps: number): number[] {
  const stride = Math.max(1, Math.ceil(steps / POINTS));
  const last = steps - 1;
  const seen = Array.from({ length: Math.ceil(steps / stride) }, (_, point) => point * stride);
  const rates = seen.map((step) => rateAt(of, step));
  const jump = (Math.max(...rates) - Math.min(...rates)) / JUMPS;
  const drawn = new Set([...seen, last]);
  for (const [index, step] of seen.entries()) {
    const next = Math.min(step + stride, last);
    if (Math.abs((rates[index + 1] ?? Number.NaN) - (rates[index] as number)) <= jump) continue;
    for (let at = step; at < next; at++) {
      if (Math.abs(rateAt(of, at + 1) - rateAt(of, at)) > jump) drawn.add(at).add(at + 1);
    }
  }
  return [...drawn].sort((a, b) => a - b);
}

/** The ends, and what differs from a neighbour: between equal rates the line is straight. */
const changesOf = <Row extends { rate: number }>(rows: readonly Row[]): Row[] =>
  rows.filter(({ rate }, index) => rate !== rows[index - 1]?.rate || rate !== rows[index + 1]?.rate);
