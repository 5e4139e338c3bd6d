/** `plot.model`: a network as the graph of its layers. */

import type { LayersModel, SymbolicTensor } from "@tensorflow/tfjs-node-gpu";
import { boolean, type OptionsOf } from "../../options";
import { plotOptions } from "../found";
import { isModel, type Layer, requireLayersModel } from "../layersModel";
import { type Arrow, type Box, type DiagramOptions, diagram, diagramOptions, type Frame } from "./diagram";
import { builtGraph, type LayerGraph, layerGraph } from "./layerGraph";
import { Picture } from "./picture";

/** Options of `plot.model`. */
export interface ModelPlotOptions extends DiagramOptions {
  /** Whether models that are layers of the model are drawn with their own layers, in a frame. Defaults to false. */
  expandNested?: boolean;
  /**
   * Whether the names of all layers are shown. Defaults to false: those of several inputs and outputs are, and of models
   * that are layers.
   */
  showLayerNames?: boolean;
}

const modelPlotOptions = {
  ...diagramOptions,
  expandNested: boolean(false),
  showLayerNames: boolean(false),
} satisfies OptionsOf<ModelPlotOptions>;

/**
 * Draws a box for each layer, with what it does, the shape that it gives for one sample, and the number of its
 * parameters. Branches are branches; a layer that is called several times is one box, with a shape for each size.
 *
 * @throws {PlotError} for what is no model of layers, and for one that does not know its input's shape yet.
 * @example
 * plot.model(model, { expandNested: true })
 */
export function model(of: LayersModel, given: ModelPlotOptions = {}): Picture {
  const options = plotOptions("plot.model", given, modelPlotOptions);
  requireLayersModel("plot.model", of);
  const drawing: Drawing = { boxes: [], arrows: [], frames: [], texts: [] };
  draw(layerGraph("plot.model", of), { ...options, path: "" }, drawing);
  const { boxes, arrows, frames, texts } = drawing;
  const count = boxes.filter(({ isEnd }) => !isEnd).length;
  return new Picture(
    `Model of ${counted(count, "layer")}, ${grouped(of.countParams())} parameters: ${texts.join(", ")}.`,
    diagram(boxes, arrows, { ...options, frames }),
  );
}

interface Drawing {
  boxes: Box[];
  arrows: Arrow[];
  frames: Frame[];
  /** Each layer in a few words. */
  texts: string[];
}

interface Within {
  expandNested: boolean;
  showLayerNames: boolean;
  /** Of the models around: names of layers are unique within a model alone. */
  path: string;
}

function draw(graph: LayerGraph, within: Within, drawing: Drawing): void {
  const { path, expandNested } = within;
  const open = (layer: Layer) => (expandNested && isModel(layer) ? builtGraph(layer) : undefined);
  for (const layer of graph.layers) {
    const inner = open(layer);
    if (inner) {
      const id = path + layer.name;
      drawing.frames.push({
        id,
        title: [layer.name, ...timesOf(layer, graph)].join(", "),
        within: frameOf(path),
      });
      draw(inner, { ...within, path: `${id}/` }, drawing);
    } else {
      const { box, text } = boxOf(layer, graph, within);
      drawing.boxes.push(box);
      drawing.texts.push(text);
    }
    for (const { sources } of graph.callsOf(layer)) {
      for (const [input, source] of sources.entries()) {
        drawing.arrows.push({
          from: path + endOf(source.layer, open, ({ outputs }) => outputs[source.output]),
          to: path + endOf(layer, open, ({ inputs }) => inputs[input]),
        });
      }
    }
  }
}

/** Of a path that ends with the model whose layers are drawn. */
const frameOf = (path: string): string | undefined => path.slice(0, -1) || undefined;

/** The layer at which an arrow begins or ends: of an opened model the one that has that output or input. */
function endOf(
  layer: Layer,
  open: (layer: Layer) => LayerGraph | undefined,
  tensorOf: (graph: LayerGraph) => SymbolicTensor | undefined,
): string {
  const inner = open(layer);
  const tensor = inner && tensorOf(inner);
  if (!tensor) return layer.name;
  const { sourceLayer, outputTensorIndex = 0 } = tensor;
  return `${layer.name}/${endOf(sourceLayer, open, ({ outputs }) => outputs[outputTensorIndex])}`;
}

function timesOf(layer: Layer, graph: LayerGraph): string[] {
  const calls = graph.callsOf(layer).length;
  return calls > 1 ? [`called ${calls} times`] : [];
}

function boxOf(
  layer: Layer,
  graph: LayerGraph,
  { path, showLayerNames }: Within,
): { box: Box; text: string } {
  const isInput = layer.getClassName() === "InputLayer";
  const shapes = new Set(
    graph.callsOf(layer).map(({ outputs }) => outputs.map(({ shape }) => shapeText(shape)).join(", ")),
  );
  const isNamed = showLayerNames || isModel(layer) || isOneOfSeveral(layer, graph);
  const title = isInput ? "Input" : layer.getClassName();
  const details = detailsOf(layer);
  const parameters = layer.countParams();
  const lines = [
    ...(isNamed ? [layer.name] : []),
    ...(details ? [details] : []),
    ...timesOf(layer, graph),
    ...[...shapes].map((shape) => `→ ${shape}`),
    ...(parameters > 0 ? [`${grouped(parameters)} parameters`] : []),
  ];
  return {
    box: { id: path + layer.name, title, lines, isEnd: isInput, frame: frameOf(path) },
    text: [title, ...(isNamed ? [layer.name] : []), [...shapes].join(" and ")].join(" "),
  };
}

/** Of the inputs, or of the outputs, that `fit` and `compile` tell apart by names. */
const isOneOfSeveral = (layer: Layer, { inputs, outputs }: LayerGraph): boolean =>
  [inputs, outputs].some((ends) => ends.length > 1 && ends.some(({ sourceLayer }) => sourceLayer === layer));

/** The details that a layer's options tell and its shapes do not. */
function detailsOf(layer: Layer): string {
  if (isModel(layer)) {
    return counted(layer.layers.filter((one) => one.getClassName() !== "InputLayer").length, "layer");
  }
  const { activation, kernelSize, filters, poolSize, rate, strides, units } = layer.getConfig();
  const by = (sizes: unknown) => [sizes].flat().join(" × ");
  const moved = [strides].flat().some((stride) => Number(stride) > 1) && poolSize === undefined;
  const name = typeof activation === "string" && activation !== "linear" ? activation : undefined;
  const wrapped = (layer as { layer?: Layer }).layer;
  return [
    wrapped ? [wrapped.getClassName(), detailsOf(wrapped)].filter(Boolean).join(", ") : undefined,
    typeof units === "number" ? counted(units, "unit") : undefined,
    typeof filters === "number" && kernelSize !== undefined
      ? `${counted(filters, "filter")} of ${by(kernelSize)}`
      : undefined,
    moved ? `strides ${by(strides)}` : undefined,
    poolSize === undefined ? undefined : `of ${by(poolSize)}`,
    typeof rate === "number" ? `${rate}` : undefined,
    name,
  ]
    .filter(Boolean)
    .join(", ");
}

/** Of one sample. */
const shapeText = (shape: readonly (number | null)[]): string =>
  shape
    .slice(1)
    .map((length) => length ?? "?")
    .join(" × ") || "a number";

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ",");
