/** `plot.confusionMatrix`: which classes a model takes for which. */
import { type OptionsOf, string, strings } from "../../options";
import { type Classes, classesOf, classNaming } from "../classes";
import { plotOptions } from "../found";
import { arrowBetween, legibleLabels, legibleNames } from "../legibleNames";
import { PlotError } from "../plot";
import { textWidth } from "../rendering";
import { Chart } from "./chart";
import { guide } from "./theme";
import { wholeTicks } from "./wholeTicks";

/** Options of `plot.confusionMatrix`. */
export interface ConfusionMatrixPlotOptions {
  /** Names to show in place of class numbers. Defaults to the numbers. */
  classNames?: readonly string[];
  /** A title above the chart. Defaults to how many predictions are right. */
  title?: string;
}

export const confusionMatrixPlotOptions = {
  classNames: strings(),
  title: string(),
} satisfies OptionsOf<ConfusionMatrixPlotOptions>;

interface Cell {
  label: string;
  prediction: string;
  count: number;
  /** Of all that bear the label. */
  rate: number;
}

/** How often a label was predicted as a class. */
interface Pair {
  label: number;
  prediction: number;
  count: number;
}

/** More classes are not legible as a matrix: their most common confusions are listed. */
const CLASSES_AT_MOST = 30;
const CONFUSIONS = 20;

/** Pixels of a page whose window is 900 wide, without the matrix's margins. */
const PAGE = 400;
/** Room for the name of a class beside the matrix or a bar. */
const NAME = { width: 120, font: { size: 11 } };

/** Pixels that are left beside the names of the rows. */
const roomBeside = (names: readonly string[]): number =>
  PAGE - Math.min(NAME.width, Math.max(...names.map((name) => textWidth(name, NAME.font))));

/**
 * Draws a matrix with a row for each label and a column for each prediction: what is on the diagonal is right. A cell
 * shows how many samples there are, its colour which part of the label's samples. For more than 30 classes the
 * commonest confusions are drawn as bars.
 *
 * @param yTrue the labels `[n]`.
 * @param yPred what was predicted, `[n]` or `[n, classes]` probabilities.
 * @throws {PlotError} where lengths differ, or a class is no number from 0 up.
 * @example
 * plot.confusionMatrix(yTest, await predict(model, xTest), { classNames: datasets.fashionMnist.classNames })
 */
export function confusionMatrix(
  yTrue: Classes,
  yPred: Classes,
  given: ConfusionMatrixPlotOptions = {},
): Chart {
  const call = "plot.confusionMatrix";
  const { title, classNames } = plotOptions(call, given, confusionMatrixPlotOptions);
  const [labels, predictions] = [classesOf(yTrue, call, "labels"), classesOf(yPred, call, "predictions")];
  if (labels.length !== predictions.length || labels.length === 0) {
    throw new PlotError(
      `${call}: ${labels.length} labels and ${predictions.length} predictions; as many of both are expected.`,
    );
  }
  const highest = labels.concat(predictions).reduce((a, b) => Math.max(a, b), 0);
  const classes = Math.max(classNames?.length ?? 0, 1 + highest);
  const nameOf = classNaming(classNames);
  const pairs = pairsOf(labels, predictions);
  const totals = totalsOf(labels);
  const cellOf = ({ label, prediction, count }: Pair): Cell => ({
    label: nameOf(label),
    prediction: nameOf(prediction),
    count,
    rate: count / (totals.get(label) ?? 1),
  });
  const right = labels.filter((label, sample) => label === predictions[sample]).length;
  const verdict = `${right} of ${labels.length} right (${((100 * right) / labels.length).toFixed(1)} %)`;
  const confusions = commonest(pairs).map(cellOf);
  const listed = confusions
    .slice(0, 3)
    .map(({ label, prediction, count }) => `${label} taken for ${prediction}: ${count}`);
  return new Chart({
    description: `Confusion matrix of ${classes} classes: ${[verdict, ...listed].join("; ")}.`,
    title: title ?? verdict,
    spec:
      classes <= CLASSES_AT_MOST
        ? matrix(
            everyPair(pairs, classes).map(cellOf),
            Array.from({ length: classes }, (_, index) => nameOf(index)),
          )
        : bars(confusions),
  });
}

/** Those that occur: of ten thousand classes there would be a hundred million. */
function pairsOf(labels: readonly number[], predictions: readonly number[]): Pair[] {
  const pairs = new Map<number, Map<number, Pair>>();
  for (const [sample, label] of labels.entries()) {
    const prediction = predictions[sample] as number;
    const ofLabel = pairs.get(label) ?? new Map<number, Pair>();
    pairs.set(label, ofLabel);
    const pair = ofLabel.get(prediction) ?? { label, prediction, count: 0 };
    ofLabel.set(prediction, pair);
    pair.count++;
  }
  return [...pairs.values()].flatMap((ofLabel) => [...ofLabel.values()]);
}

function totalsOf(labels: readonly number[]): Map<number, number> {
  const totals = new Map<number, number>();
  for (const label of labels) totals.set(label, (totals.get(label) ?? 0) + 1);
  return totals;
}

/** Row by row, also those that do not occur. */
function everyPair(pairs: readonly Pair[], classes: number): Pair[] {
  const all = Array.from({ length: classes ** 2 }, (_, index): Pair => {
    return { label: Math.floor(index / classes), prediction: index % classes, count: 0 };
  });
  for (const pair of pairs) all[pair.label * classes + pair.prediction] = pair;
  return all;
}

/** Of equally common ones the first by label and prediction. */
const commonest = (pairs: readonly Pair[]): Pair[] =>
  pairs
    .filter(({ label, prediction }) => label !== prediction)
    .sort((a, b) => b.count - a.count || a.label - b.label || a.prediction - b.prediction)
    .slice(0, CONFUSIONS);

const rate = { field: "rate", type: "quantitative", title: "part of the label's samples", format: ".1%" };

/** From few to all. White text is legible on each, and each stands out from a light page and from a dark one. */
const shades = ["#8b8f94", "#1c6dce"];

const tooltip = [
  { field: "label", type: "nominal", title: "label" },
  { field: "prediction", type: "nominal", title: "predicted" },
  { field: "count", type: "quantitative", title: "samples" },
  rate,
];

function matrix(cells: Cell[], names: string[]): Record<string, unknown> {
  const side = Math.max(16, Math.min(40, Math.floor(roomBeside(names) / names.length)));
  const labels = legibleLabels(names, NAME);
  const isNarrow = names.every((name) => textWidth(name, NAME.font) < side - 4);
  const place = (field: string, title: string, more = {}) => ({
    ...{ field, type: "nominal", sort: names, title },
    axis: { domain: false, ticks: false, ...labels, ...more },
  });
  return {
    data: { values: cells },
    width: { step: side },
    height: { step: side },
    encoding: {
      x: place("prediction", "predicted", { labelAngle: isNarrow ? 0 : -45 }),
      y: place("label", "label"),
      tooltip,
    },
    layer: [
      {
        mark: { type: "rect", stroke: guide, strokeOpacity: 0.3 },
        encoding: {
          // Where nothing is, the page shows through, so that mistakes stand out, on a light page and on a dark one.
          fillOpacity: { condition: { test: "datum.count === 0", value: 0 }, value: 1 },
          color: {
            ...{ field: "rate", type: "quantitative" },
            // A root, for mistakes are few beside what is right, and are to be told from each other.
            scale: { type: "sqrt", range: shades, domain: [0, 1] },
            legend: {
              title: "part of the row",
              format: ".0%",
              // Below, for a page is seldom wide enough for what is beside.
              orient: "bottom",
              gradientLength: 200,
              values: [0, 0.1, 0.25, 0.5, 1],
            },
          },
        },
      },
      {
        transform: [{ filter: "datum.count > 0" }],
        mark: { type: "text", fontSize: Math.min(11, Math.round(side / 2.6)) },
        encoding: {
          text: { field: "count", type: "quantitative" },
          // On the cell, not on the page: its colour does not follow the page's.
          color: { value: "white" },
        },
      },
    ],
  };
}

function bars(confusions: Cell[]): Record<string, unknown> {
  if (confusions.length === 0) return nothingWrong;
  // Classes whose shortened names would be the same are told apart here too.
  const names = [...new Set(confusions.flatMap(({ label, prediction }) => [label, prediction]))];
  const short = legibleNames(names, NAME);
  const legible = (name: string) => short[names.indexOf(name)] as string;
  const rows = confusions.map((cell) => ({
    ...cell,
    confusion: arrowBetween(legible(cell.label), legible(cell.prediction)).join(" "),
  }));
  return {
    data: { values: rows },
    width: 320,
    height: { step: 18 },
    mark: { type: "bar" },
    encoding: {
      x: {
        field: "count",
        type: "quantitative",
        title: "samples",
        axis: wholeTicks(0, confusions[0]?.count ?? 0),
      },
      y: {
        ...{ field: "confusion", type: "nominal", sort: null },
        axis: { labelLimit: 0 },
        title:
          rows.length === 1
            ? "label → predicted, the only confusion"
            : `label → predicted, the ${rows.length} most common confusions`,
      },
      tooltip,
    },
  };
}

const nothingWrong = {
  width: 320,
  height: 40,
  data: { values: [{ text: "Every prediction is right: there is nothing to list." }] },
  mark: { type: "text", align: "left", fontSize: 12, x: 0 },
  encoding: { text: { field: "text", type: "nominal" } },
};
