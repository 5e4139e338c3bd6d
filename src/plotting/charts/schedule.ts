/** `plot.schedule`: how a learning rate changes from step to step. */
import { number, type OptionsOf, string } from "../../options";
import { found, plotOptions, requireLegible, unfit } from "../found";
import { legibleLabels } from "../legibleNames";
import { PlotError } from "../plot";
import { beside, Chart, type PanelOptions, panelOptions } from "./chart";
import { rounded } from "./curves";
import { marksOf } from "./marks";
import { lineLegend } from "./theme";
import { thinned } from "./thinned";
import { wholeTicks } from "./wholeTicks";

/** A learning rate for each step, counted from 0: one of trainbook's schedules, or a function. */
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

/**
 * Draws the learning rate against steps; several schedules on one chart. Restarts, cycles and jumps are drawn as they
 * are: of what is too fast to be seen step by step, the lowest and the highest rate.
 *
 * @param of a schedule, or schedules by the name that the legend shows.
 * @throws {PlotError} for what is no schedule, one whose rate is no number, and a number of steps below 1.
 * @example
 * plot.schedule(new schedules.CosineDecay({ initialLearningRate: 0.1, decaySteps: 1000 }))
 */
export function schedule(
  of: ScheduleLike | { readonly [name: string]: ScheduleLike },
  options: SchedulePlotOptions = {},
): Chart {
  const { steps, title, width, height } = plotOptions("plot.schedule", options, schedulePlotOptions);
  if (!(Number.isInteger(steps) && steps >= 1)) {
    throw new PlotError(`plot.schedule: steps is ${steps}; a whole number from 1 up is expected.`);
  }
  const schedules = schedulesOf(of);
  const names = Object.keys(schedules);
  const lines = Object.entries(schedules).map(([name, one]) =>
    lineOf(name, one, steps).map(({ step, rate }) => ({ name, step, rate: numberOrGap(rate) })),
  );
  const ends = lines.map((line, index) => {
    const [from, to] = [line[0]?.rate, line.at(-1)?.rate].map((rate) => rounded(rate ?? Number.NaN));
    return `${names[index]} from ${from} to ${to}`;
  });
  const isEmpty = lines.flat().every(({ rate }) => rate === null);
  const marks = marksOf(names.length);
  const ofSchedule = { field: "name", type: "nominal", sort: names, title: null };
  const legend =
    names.length === 1
      ? null
      : { columns: 3, ...legibleLabels(names, { width: 280, font: { size: 12 } }), ...lineLegend };
  return new Chart({
    description: `Learning rates over ${steps} steps: ${ends.join("; ")}.`,
    title: title ?? `Learning rate over ${steps} steps`,
    spec: beside(
      [
        {
          data: { values: lines.flat() },
          mark: { type: "line", tooltip: true },
          encoding: {
            x: {
              field: "step",
              type: "quantitative",
              axis: { title: "step", ...wholeTicks(0, steps) },
              scale: { nice: false, domain: [0, steps] },
            },
            y: {
              field: "rate",
              type: "quantitative",
              title: isEmpty ? "learning rate: no finite value" : "learning rate",
            },
            color: { ...ofSchedule, scale: { domain: names, range: marks.color }, legend },
            strokeDash: { ...ofSchedule, scale: { domain: names, range: marks.strokeDash }, legend },
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

const isSchedule = (of: unknown): of is ScheduleLike =>
  typeof of === "function" ||
  (typeof of === "object" &&
    of !== null &&
    !Array.isArray(of) &&
    typeof (of as { at?: unknown }).at === "function");

function schedulesOf(of: unknown): Record<string, ScheduleLike> {
  if (isSchedule(of)) return { "learning rate": of };
  const entries = typeof of === "object" && of !== null && !Array.isArray(of) ? Object.entries(of) : [];
  const odd = entries.find(([, one]) => !isSchedule(one));
  if (entries.length === 0 || odd) {
    throw unfit(odd ? `plot.schedule: ${JSON.stringify(odd[0])}` : "plot.schedule", odd ? odd[1] : of, {
      expected: "a schedule, or a function from a step to its rate",
      cure: "a constant rate is a function too: () => 0.01",
    });
  }
  for (const [name] of entries) requireLegible(`plot.schedule: ${JSON.stringify(name)}`, name);
  return Object.fromEntries(entries);
}

interface Rate {
  step: number;
  rate: number;
}

function rateAt(name: string, of: ScheduleLike, step: number): number {
  const rate: unknown = typeof of === "function" ? of(step) : of.at(step);
  if (typeof rate === "number") return rate;
  throw new PlotError(`plot.schedule: ${name} gives ${found(rate)} for step ${step}; a number is expected.`);
}

/** Digits that cannot be seen only make the notebook larger; JSON has no NaN, and a line has a gap there. */
const numberOrGap = (rate: number): number | null =>
  Number.isFinite(rate) ? Number(rate.toPrecision(6)) : null;

/** Steps at which a schedule is asked; of a longer one as many, each at random within its part. */
const ASKED = 200_000;
/** Points of a smooth line; more would not be seen. */
const SMOOTH = 200;
/** Points of any line. */
const POINTS = 1000;
/** The part of the range, one in so many, by which a line may be drawn beside the rate. */
const EXACTNESS = 100;

/** As few points as make the same line. */
function lineOf(name: string, of: ScheduleLike, steps: number): Rate[] {
  const rates = askedSteps(steps).map((step) => ({ step, rate: rateAt(name, of, step) }));
  const finite = rates.map(({ rate }) => rate).filter(Number.isFinite);
  const [low, high] = [
    finite.reduce((a, b) => Math.min(a, b), 0),
    finite.reduce((a, b) => Math.max(a, b), 0),
  ];
  const stride = Math.max(1, Math.ceil(rates.length / SMOOTH));
  const kept = new Set<number>();
  for (let start = 0; start < rates.length; start += stride) {
    keepCorners(rates, [start, Math.min(start + stride, rates.length - 1)], (high - low) / EXACTNESS, kept);
  }
  const line = [...kept].sort((a, b) => a - b).map((index) => rates[index] as Rate);
  return changesOf(line.length <= POINTS ? line : thinned(rates, ({ rate }) => rate, POINTS));
}

/** Every step, or so many that no rhythm of the schedule can agree with theirs. */
function askedSteps(steps: number): number[] {
  const count = Math.min(steps, ASKED);
  const part = steps / count;
  // The golden ratio's multiples are spread evenly, and are the same in each run.
  const offset = (index: number) => (part > 1 ? (index * 0.618_033_988_75) % 1 : 0);
  return Array.from({ length: count }, (_, index) =>
    index === count - 1 ? steps - 1 : Math.floor((index + offset(index)) * part),
  );
}

/** Keeps both ends, and the corners between them: where the rate is farthest from the line so far, until none is far. */
function keepCorners(rates: readonly Rate[], ends: [number, number], far: number, kept: Set<number>): void {
  const open = [ends];
  for (let part = open.pop(); part; part = open.pop()) {
    const [start, end] = part;
    kept.add(start).add(end);
    const [from, to] = [rates[start] as Rate, rates[end] as Rate];
    const slope = end > start ? (to.rate - from.rate) / (to.step - from.step) : 0;
    let [farthest, distance] = [start, far];
    for (let index = start + 1; index < end; index++) {
      const { step, rate } = rates[index] as Rate;
      const off = Math.abs(rate - from.rate - slope * (step - from.step));
      if (off > distance) [farthest, distance] = [index, off];
    }
    if (farthest > start) open.push([start, farthest], [farthest, end]);
  }
}

/** The ends, and what differs from a neighbour: between equal rates the line is straight. */
const changesOf = <Row extends { rate: number }>(rows: readonly Row[]): Row[] =>
  rows.filter(({ rate }, index) => rate !== rows[index - 1]?.rate || rate !== rows[index + 1]?.rate);
