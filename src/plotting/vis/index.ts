/**
 * tfjs-vis's functions under their own names, drawn by tfjs-vis's own code in the outputs of cells: code of its tutorials runs
 * with another import (https://js.tensorflow.org/api_vis/latest).
 */
import type { History, LayersModel, layers, Tensor, Tensor1D, Tensor2D } from "@tensorflow/tfjs-node-gpu";
import { tfjsVis } from "./tfjsVis";
import { areaOf, type Drawable, visor } from "./visor";

export type { Drawable, Surface, SurfaceInfo, Visor } from "./visor";

/** Options of all charts, with tfjs-vis's meanings and defaults. */
export interface VisOptions {
  width?: number;
  height?: number;
  xLabel?: string;
  yLabel?: string;
  fontSize?: number;
  xType?: "quantitative" | "ordinal" | "nominal";
  yType?: "quantitative" | "ordinal" | "nominal";
}

export interface XYPlotOptions extends VisOptions {
  xAxisDomain?: [number, number];
  yAxisDomain?: [number, number];
  zoomToFit?: boolean;
  seriesColors?: string[];
}

export interface Point2D {
  x: number;
  y: number;
}

export interface XYPlotData {
  values: Point2D[] | Point2D[][];
  series?: string[];
}

export interface HistogramOptions extends VisOptions {
  /** Numbers beside the chart; false for none. */
  stats?: object | false;
  maxBins?: number;
  color?: string;
}

export interface ConfusionMatrixData {
  values: number[][];
  tickLabels?: string[];
}

export interface ConfusionMatrixOptions extends VisOptions {
  shadeDiagonal?: boolean;
  showTextOverlay?: boolean;
  colorMap?: string | string[];
}

export interface HeatmapData {
  values: number[][] | Tensor2D;
  xTickLabels?: string[];
  yTickLabels?: string[];
}

export interface HeatmapOptions extends VisOptions {
  colorMap?: "greyscale" | "viridis" | "blues";
  domain?: number[];
  rowMajor?: boolean;
}

export interface FitCallbackOptions extends XYPlotOptions {
  zoomToFitAccuracy?: boolean;
  callbacks?: string[];
}

export type HistoryLogs = History | { history: Record<string, number[]> } | Record<string, number>[];

type Callbacks = Record<string, (index: number, logs: object) => Promise<void>>;

/** An async function: what tfjs-vis throws at once is a rejected promise here. */
async function draw(work: () => Promise<void> | void): Promise<void> {
  await work();
}

const render = {
  linechart: (container: Drawable, data: XYPlotData, options: XYPlotOptions = {}): Promise<void> =>
    draw(() => tfjsVis().render.linechart(areaOf(container), data, options)),
  scatterplot: (container: Drawable, data: XYPlotData, options: XYPlotOptions = {}): Promise<void> =>
    draw(() => tfjsVis().render.scatterplot(areaOf(container), data, options)),
  barchart: (
    container: Drawable,
    data: { index: number | string; value: number }[],
    options: VisOptions & { color?: string | string[] } = {},
  ): Promise<void> => draw(() => tfjsVis().render.barchart(areaOf(container), data, options)),
  histogram: (
    container: Drawable,
    data: ArrayLike<number> | { value: number }[],
    options: HistogramOptions = {},
  ): Promise<void> => draw(() => tfjsVis().render.histogram(areaOf(container), data, options)),
  heatmap: (container: Drawable, data: HeatmapData, options: HeatmapOptions = {}): Promise<void> =>
    draw(() => tfjsVis().render.heatmap(areaOf(container), data, options)),
  confusionMatrix: (
    container: Drawable,
    data: ConfusionMatrixData,
    options: ConfusionMatrixOptions = {},
  ): Promise<void> => draw(() => tfjsVis().render.confusionMatrix(areaOf(container), data, options)),
  table: (
    container: Drawable,
    data: { headers: string[]; values: unknown[][] },
    options: object = {},
  ): void => void tfjsVis().render.table(areaOf(container), data, options),
};

const show = {
  history: (
    container: Drawable,
    history: HistoryLogs,
    metrics: string[],
    options: XYPlotOptions & { zoomToFitAccuracy?: boolean } = {},
  ): Promise<void> => draw(() => tfjsVis().show.history(areaOf(container), history, metrics, options)),
  /** Callbacks for `fit`, tfjs's and trainbook's. */
  fitCallbacks: (container: Drawable, metrics: string[], options: FitCallbackOptions = {}): Callbacks =>
    tfjsVis().show.fitCallbacks(areaOf(container), metrics, options),
  perClassAccuracy: (
    container: Drawable,
    classAccuracy: { accuracy: number; count: number }[],
    classLabels?: string[],
  ): Promise<void> =>
    draw(() => tfjsVis().show.perClassAccuracy(areaOf(container), classAccuracy, classLabels)),
  valuesDistribution: (container: Drawable, tensor: Tensor): Promise<void> =>
    draw(() => tfjsVis().show.valuesDistribution(areaOf(container), tensor)),
  modelSummary: (container: Drawable, model: LayersModel): Promise<void> =>
    draw(() => tfjsVis().show.modelSummary(areaOf(container), model)),
  /** The numbers of a layer's weights, and how each is distributed, which in a page a button shows. */
  layer: async (container: Drawable, layer: layers.Layer): Promise<void> => {
    const area = areaOf(container);
    await tfjsVis().show.layer(area, layer);
    for (const weight of layer.weights) {
      const values = await (weight.read() as Tensor).data();
      const part = area.part(weight.name, weight.originalName);
      await tfjsVis().render.histogram(part, values, { height: 150, stats: false });
    }
  },
};

const metrics = {
  accuracy: (labels: Tensor, predictions: Tensor): Promise<number> =>
    tfjsVis().metrics.accuracy(labels, predictions),
  perClassAccuracy: (
    labels: Tensor1D,
    predictions: Tensor1D,
    numClasses?: number,
  ): Promise<{ accuracy: number; count: number }[]> =>
    tfjsVis().metrics.perClassAccuracy(labels, predictions, numClasses),
  confusionMatrix: (
    labels: Tensor1D,
    predictions: Tensor1D,
    numClasses?: number,
    weights?: Tensor1D,
  ): Promise<number[][]> => tfjsVis().metrics.confusionMatrix(labels, predictions, numClasses, weights),
};

export const vis = { render, show, metrics, visor };
