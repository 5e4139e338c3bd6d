/** `plot.layerWeights`: what weights a model has, layer by layer. */

import type { LayersModel, Tensor } from "@tensorflow/tfjs-node-gpu";
import { type OptionsOf, string, strings } from "../../options";
import { plotOptions } from "../found";
import {
  type Layer,
  layersInside,
  type PathOfLayer,
  requireLayersModel,
  requireWeights,
} from "../layersModel";
import { distinctNames, legibleNames } from "../legibleNames";
import { PlotError } from "../plot";
import { encodePng, mosaic, type Pixels, stretched } from "../rendering";
import { Chart } from "./chart";
import { rounded } from "./curves";
import { wholeTicks } from "./wholeTicks";

/** Options of `plot.layerWeights`. */
export interface LayerWeightsPlotOptions {
  /** The names of the layers to draw, in a model that is a layer `base/conv`, or `base` for all of it. Defaults to all that have weights, 20 at most. */
  layers?: readonly string[];
  /** A title above the chart. Defaults to how many weights there are. */
  title?: string;
}

export const layerWeightsPlotOptions = {
  layers: strings(),
  title: string(),
} satisfies OptionsOf<LayerWeightsPlotOptions>;

const LAYERS_AT_MOST = 20;
/** Odd, for values that are all the same are in the middle one. */
const BINS = 31;

/**
 * Draws a histogram of each weight, kernels and biases; above them the kernels of a first convolution as pictures, each
 * the pattern that its filter looks for, dark where it is negative.
 *
 * @throws {PlotError} for a model without weights, or a layer that there is not.
 * @example
 * plot.layerWeights(model)
 */
export function layerWeights(model: LayersModel, given: LayerWeightsPlotOptions = {}): Chart {
  const options = plotOptions("plot.layerWeights", given, layerWeightsPlotOptions);
  requireLayersModel("plot.layerWeights", model);
  requireWeights("plot.layerWeights", model);
  const all = layersOf(model, options.layers);
  const layers = all.slice(0, LAYERS_AT_MOST);
  const weights = weightsOf(layers);
  const kernels = kernelsOf(layersInside(model).find(({ layer }) => layer.getClassName() !== "InputLayer"));
  const titles = legibleNames(
    weights.map(({ name }) => name),
    TITLE,
  );
  const histograms = weights.map(({ values }, index) => histogram(titles[index] as string, values));
  const numbers = weights.reduce((sum, { values }) => sum + values.length, 0);
  const counted =
    layers.length < all.length
      ? `the first ${layers.length} of ${all.length} layers`
      : `${layers.length} layer${layers.length === 1 ? "" : "s"}`;
  const total = `${numbers.toLocaleString("en-US")} weights of ${counted}`;
  const described = weights.map(({ name, values }) => `${name} ${rangeText(values)}`);
  const isFirstDrawn = kernels && layers.some(({ layer }) => layer === kernels.layer);
  return new Chart({
    description: `${total}: ${described.join("; ")}.`,
    title: options.title ?? total,
    spec: { columns: 3, concat: isFirstDrawn ? [picture(kernels), ...histograms] : histograms },
  });
}

/** Room for the name of a weight below its histogram. */
const TITLE = { width: 230, font: { size: 12, isBold: true } };

interface NamedValues {
  name: string;
  values: Float32Array;
}

/** Some layers have weights of one name, as both directions of a Bidirectional do. */
function weightsOf(layers: readonly PathOfLayer[]): NamedValues[] {
  const weights = layers.flatMap(({ path, layer }) =>
    layer.weights.map((weight) => ({
      name: `${path} ${weight.originalName.split("/").at(-1)}`,
      values: (weight.read() as Tensor).dataSync() as Float32Array,
    })),
  );
  const names = distinctNames(weights.map(({ name }) => name));
  return weights.map(({ values }, index) => ({ name: names[index] as string, values }));
}

function layersOf(model: LayersModel, names: readonly string[] | undefined): PathOfLayer[] {
  const withWeights = layersInside(model).filter(({ layer }) => layer.weights.length > 0);
  if (withWeights.length === 0) throw new PlotError("plot.layerWeights: the model has no weights.");
  if (!names) return withWeights;
  return names.flatMap((name) => {
    const found = withWeights.filter(({ path }) => path === name || path.startsWith(`${name}/`));
    if (found.length > 0) return found;
    throw new PlotError(`plot.layerWeights: there is no layer "${name}" with weights.`, {
      cure: `one of: ${withWeights.map(({ path }) => path).join(", ")}`,
    });
  });
}

interface Range {
  low: number;
  high: number;
  /** How many are no numbers, or infinite. */
  odd: number;
}

function rangeOf(values: ArrayLike<number>): Range {
  const range = { low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY, odd: 0 };
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    if (!Number.isFinite(value)) range.odd++;
    else {
      range.low = Math.min(range.low, value);
      range.high = Math.max(range.high, value);
    }
  }
  return range;
}

function rangeText(values: ArrayLike<number>): string {
  const { low, high, odd } = rangeOf(values);
  const finite = low <= high ? `from ${rounded(low)} to ${rounded(high)}` : "";
  return [finite, odd > 0 ? `${odd} not finite` : ""].filter(Boolean).join(", ");
}

function histogram(name: string, values: Float32Array): Record<string, unknown> {
  const { low: lowest, high: highest, odd } = rangeOf(values);
  const room = highest > lowest ? 0 : Math.abs(lowest) || 1;
  const [low, high] = [lowest - room, highest + room];
  const width = (high - low) / BINS;
  const counts = new Array<number>(BINS).fill(0);
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    const bin = Math.min(counts.length - 1, Math.floor((value - low) / width));
    counts[bin] = (counts[bin] as number) + 1;
  }
  const bins = counts.map((count, index) => ({
    from: low + index * width,
    to: low + (index + 1) * width,
    count,
  }));
  return {
    width: 180,
    height: 90,
    data: { values: bins.filter(({ count }) => count > 0) },
    mark: { type: "bar", binSpacing: 0 },
    encoding: {
      x: {
        field: "from",
        type: "quantitative",
        bin: "binned",
        ...(low <= high ? { scale: { domain: [low, high] } } : {}),
        title: odd > 0 ? [name, `${odd} of ${values.length} not finite`] : name,
        axis: { tickCount: 4 },
      },
      x2: { field: "to" },
      y: {
        field: "count",
        type: "quantitative",
        title: "number of weights",
        axis: wholeTicks(0, Math.max(...counts), 3),
      },
      tooltip: [
        { field: "from", type: "quantitative", format: ".3~g" },
        { field: "to", type: "quantitative", format: ".3~g" },
        { field: "count", type: "quantitative" },
      ],
    },
  };
}

/** Room for the name of the first layer above its kernels. */
const KERNEL_TITLE = { width: 130, font: { size: 11, isBold: true } };

interface Kernels {
  path: string;
  layer: Layer;
  pixels: Pixels;
}

/** `[height, width, 1 or 3, filters]` as a picture for each filter. */
function kernelsOf({ path, layer }: Partial<PathOfLayer> = {}): Kernels | undefined {
  const kernel = layer?.weights[0]?.read() as Tensor | undefined;
  const [height = 0, width = 0, channels = 0, filters = 0] = kernel?.shape ?? [];
  if (!layer || !path || kernel?.rank !== 4 || height * width < 2 || (channels !== 1 && channels !== 3))
    return undefined;
  const bytes = stretched(kernel.dataSync());
  const tiles = Array.from({ length: filters }, (_, filter) => ({
    ...{ width, height, channels },
    data: Uint8Array.from(
      { length: height * width * channels },
      (_, at) => bytes[at * filters + filter] as number,
    ),
  }));
  const zoom = Math.max(1, Math.round(20 / width));
  return { path, layer, pixels: mosaic(tiles as Pixels[], { columns: 8, zoom }) };
}

function picture({ path, pixels }: Kernels): Record<string, unknown> {
  const { width, height } = pixels;
  const url = `data:image/png;base64,${encodePng(pixels).toString("base64")}`;
  return {
    title: { text: `${legibleNames([path], KERNEL_TITLE)[0]}, its kernels`, fontSize: 11 },
    width: Math.max(180, width),
    height: Math.max(90, height),
    data: { values: [{}] },
    // The chart says in words what there is to see.
    mark: { type: "image", aria: false, url, width, height, x: 0, y: 0, align: "left", baseline: "top" },
    encoding: {},
    view: { stroke: null },
  };
}
