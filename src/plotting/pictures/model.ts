/** `plot.model`: a network as the graph of its layers. */

import type { layers as Layers, LayersModel } from "@tensorflow/tfjs-node-gpu";
import { resolveOptions } from "../../options";
import { PlotError } from "../plot";
import { type Arrow, type Box, type DiagramOptions, diagram, diagramOptions } from "./diagram";
import { Picture } from "./picture";

/** Options of `plot.model`. */
export interface ModelPlotOptions extends DiagramOptions {}

type Layer = Layers.Layer;
type Shape = (number | null)[];

/** What tfjs keeps of the calls of a layer; a layer may be called in several models. */
interface Node {
  inboundLayers: Layer[];
}

/**
 * Draws a box for each layer, with what it does, the shape that it gives for one sample, and the number of its
 * parameters. Branches are branches.
 *
 * @throws {PlotError} for a model that does not know its input's shape yet.
 * @example
 * plot.model(model)
 */
export function model(of: LayersModel, given: ModelPlotOptions = {}): Picture {
  const options = resolveOptions("plot.model", given, diagramOptions, { Refusal: PlotError });
  const { layers, arrows } = graphOf(of);
  const boxes = layers.map(boxOf);
  const parameters = of.countParams();
  const chain = layers.map((layer, index) => `${boxes[index]?.title} ${shapeText(layer.outputShape)}`);
  const count = layers.filter((layer) => layer.getClassName() !== "InputLayer").length;
  return new Picture(
    `Model of ${count} layer${count === 1 ? "" : "s"}, ${grouped(parameters)} parameters: ${chain.join(", ")}.`,
    diagram(boxes, arrows, options),
  );
}

interface Graph {
  layers: Layer[];
  /** Of the calls that belong to this model. */
  containerNodes: Set<string>;
}

/** It builds a graph as soon as it knows its input. */
interface SequentialModel {
  outputs: unknown[] | null;
  model?: Graph | null;
  build(): void;
}

function builtGraph(of: LayersModel): Graph | undefined {
  if (of.getClassName() !== "Sequential") return of as unknown as Graph;
  const sequential = of as unknown as SequentialModel;
  if (!sequential.model && sequential.outputs?.length) sequential.build();
  return sequential.model ?? undefined;
}

function graphOf(of: LayersModel): { layers: Layer[]; arrows: Arrow[] } {
  const graph = builtGraph(of);
  if (!graph) {
    throw new PlotError("plot.model: the model does not know yet what shape its input has.", {
      cure: "give its first layer an inputShape, or call model.build([null, …])",
    });
  }
  const { containerNodes } = graph;
  const arrows = graph.layers.flatMap((layer) =>
    (layer.inboundNodes as unknown as Node[])
      .filter((_, index) => containerNodes.has(`${layer.name}_ib-${index}`))
      .flatMap(({ inboundLayers }) => inboundLayers.map(({ name }) => ({ from: name, to: layer.name }))),
  );
  return { layers: graph.layers, arrows };
}

function boxOf(layer: Layer): Box {
  const details = detailsOf(layer.getConfig());
  const parameters = layer.countParams();
  const lines = [
    ...(details ? [details] : []),
    `→ ${shapeText(layer.outputShape)}`,
    ...(parameters > 0 ? [`${grouped(parameters)} parameters`] : []),
  ];
  return { id: layer.name, title: titleOf(layer), lines, isEnd: layer.getClassName() === "InputLayer" };
}

const titleOf = (layer: Layer): string =>
  layer.getClassName() === "InputLayer" ? "Input" : layer.getClassName();

/** What a layer's options say that its shapes do not. */
function detailsOf(config: Record<string, unknown>): string {
  const { activation, kernelSize, filters, poolSize, rate, strides, units } = config;
  const by = (sizes: unknown) => [sizes].flat().join(" × ");
  const moved = [strides].flat().some((stride) => Number(stride) > 1) && poolSize === undefined;
  const name = typeof activation === "string" && activation !== "linear" ? activation : undefined;
  return [
    typeof units === "number" ? `${units} units` : undefined,
    filters !== undefined && kernelSize !== undefined ? `${filters} filters of ${by(kernelSize)}` : undefined,
    moved ? `strides ${by(strides)}` : undefined,
    poolSize === undefined ? undefined : `of ${by(poolSize)}`,
    typeof rate === "number" ? `${rate}` : undefined,
    name,
  ]
    .filter(Boolean)
    .join(", ");
}

/** Of one sample. */
function shapeText(shape: Shape | Shape[]): string {
  if (Array.isArray(shape[0])) return (shape as Shape[]).map(shapeText).join(", ");
  return (
    (shape as Shape)
      .slice(1)
      .map((length) => length ?? "?")
      .join(" × ") || "a number"
  );
}

const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ",");
