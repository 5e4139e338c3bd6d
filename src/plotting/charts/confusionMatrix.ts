/** `plot.confusionMatrix`: which classes a model takes for which. */
import { anything, type OptionsOf, resolveOptions, string } from "../../options";
import { type Classes, classesOf } from "../classes";
import { PlotError } from "../plot";
import { textWidth } from "../rendering";
import { Chart } from "./chart";
import { countingTicks, guide } from "./theme";

/** Options of `plot.confusionMatrix`. */
export interface ConfusionMatrixPlotOptions {
  /** Names to show in place of class numbers. Defaults to the numbers. */
  classNames?: readonly string[];
  /** A title above the chart. Defaults to how many predictions are right. */
  title?: string;
}

export const confusionMatrixPlotOptions = {
  classNames: anything<readonly string[]>(),
  title: string(),
} satisfies OptionsOf<ConfusionMatrixPlotOptions>;

interface Cell {
  label: string;
  prediction: string;
  count: number;
  /** Of all that bear the label. */
  rate: number;
}

/** More classes are not legible as a matrix: their most common confusions are listed. */
const CLASSES_AT_MOST = 30;
const CONFUSIONS = 20;

/** Pixels of a page whose window is 900 wide, without the matrix's margins. */
const PAGE = 400;
/** Pixels of a class's name at most. */
const LABEL = 120;

/** Pixels that are left beside the names of the rows. */
const roomBeside = (names: readonly string[]): number =>
  PAGE - Math.min(LABEL, Math.max(...names.map((name) => textWidth(name, { size: 11 }))));

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
  const options = resolveOptions(call, given, confusionMatrixPlotOptions, { Refusal: PlotError });
  const [labels, predictions] = [classesOf(yTrue, call, "labels"), classesOf(yPred, call, "predictions")];
  requireClasses(labels, predictions);
  const { classNames = [] } = options;
  const classes = Math.max(
    classNames.length,
    1 + labels.concat(predictions).reduce((a, b) => Math.max(a, b), 0),
  );
  const names = Array.from({ length: classes }, (_, index) => classNames[index] ?? String(index));
  const counts = Array.from({ length: classes }, () => new Uint32Array(classes));
  for (const [sample, label] of labels.entries()) {
    const row = counts[label] as Uint32Array;
    const predicted = predictions[sample] as number;
    row[predicted] = (row[predicted] as number) + 1;
  }
  const cells = counts.flatMap((row, label) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return Array.from(row, (count, predicted): Cell => {
      const [of, as] = [names[label] as string, names[predicted] as string];
      return { label: of, prediction: as, count, rate: total === 0 ? 0 : count / total };
    });
  });
  const right = labels.filter((label, sample) => label === predictions[sample]).length;
  const verdict = `${right} of ${labels.length} right (${((100 * right) / labels.length).toFixed(1)} %)`;
  const confusions = commonest(cells);
  const listed = confusions
    .slice(0, 3)
    .map(({ label, prediction, count }) => `${label} taken for ${prediction}: ${count}`);
  return new Chart({
    description: `Confusion matrix of ${classes} classes: ${[verdict, ...listed].join("; ")}.`,
    title: options.title ?? verdict,
    spec: classes <= CLASSES_AT_MOST ? matrix(cells, names) : bars(confusions),
  });
}

function requireClasses(labels: number[], predictions: number[]): void {
  if (labels.length !== predictions.length || labels.length === 0) {
    throw new PlotError(
      `plot.confusionMatrix: ${labels.length} labels and ${predictions.length} predictions; as many of both are expected.`,
    );
  }
  for (const [name, classes] of Object.entries({ label: labels, prediction: predictions })) {
    const odd = classes.find((value) => !(Number.isInteger(value) && value >= 0));
    if (odd === undefined) continue;
    throw new PlotError(
      `plot.confusionMatrix: the ${name} ${odd} is no class; whole numbers from 0 up are expected.`,
    );
  }
}

const commonest = (cells: Cell[]): Cell[] =>
  cells
    .filter(({ label, prediction, count }) => count > 0 && label !== prediction)
    .sort((a, b) => b.count - a.count)
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
  const place = (field: string, title: string, more = {}) => ({
    ...{ field, type: "nominal", sort: names, title },
    axis: { domain: false, ticks: false, labelLimit: LABEL, ...more },
  });
  return {
    data: { values: cells },
    width: { step: side },
    height: { step: side },
    encoding: {
      x: place("prediction", "predicted", { labelAngle: names.some((name) => name.length > 3) ? -45 : 0 }),
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
  const rows = confusions.map((cell) => ({ ...cell, confusion: `${cell.label} → ${cell.prediction}` }));
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
        axis: countingTicks(confusions[0]?.count ?? 0),
      },
      y: {
        ...{ field: "confusion", type: "nominal", sort: null },
        title: `label → predicted, the ${rows.length} most common confusions`,
      },
      tooltip,
    },
  };
}
