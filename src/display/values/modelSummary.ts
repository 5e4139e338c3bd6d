/** A model as a table: its layers with their output shapes and parameters, and the totals, as Keras's `summary`. */
import { escapeMarkup } from "../escapeMarkup";
import type { MimeBundle } from "../mimeBundle";
import { cut, grouped } from "./cut";
import { hasProperties } from "./hasProperties";
import { isLayer, type LayerLike, outputText, type ParameterLike, parameterCount } from "./layerText";
import { tableBundle } from "./tableBundle";

/** The part of a tfjs model that is used here. */
export interface ModelLike {
  readonly name: string;
  readonly layers: LayerLike[];
  readonly trainableWeights: ParameterLike[];
  readonly nonTrainableWeights: ParameterLike[];
  getClassName(): string;
}

export function isModel(value: unknown): value is ModelLike {
  return isLayer(value) && hasProperties(value, ["layers", "predict", "trainableWeights"]);
}

export function modelSummary(model: ModelLike): string {
  const { title, layers, totals } = partsOf(model);
  return layers ? [title, "", layers["text/plain"], "", totals].join("\n") : title;
}

/** The same with a table for the page. */
export function modelBundle(model: ModelLike): MimeBundle {
  const { title, layers, totals } = partsOf(model);
  const paragraph = (text: string) => `<p>${escapeMarkup(text)}</p>`;
  const html = layers
    ? [paragraph(title), layers["text/html"], paragraph(totals)].join("")
    : paragraph(title);
  return { "text/html": html, "text/plain": cut(modelSummary(model)) };
}

interface Parts {
  title: string;
  /** None where the model has no layers. */
  layers?: MimeBundle;
  totals: string;
}

function partsOf(model: ModelLike): Parts {
  const title = titleOf(model);
  const { layers } = model;
  if (layers.length === 0) return { title: `${title} without layers`, totals: "" };
  const column = (name: string, cellOf: (layer: LayerLike) => string, isNumeric = false) => ({
    name,
    cells: layers.map(cellOf),
    isNumeric,
  });
  const columns = [
    column("Type", (layer) => layer.getClassName()),
    column("Output shape", (layer) => outputText(layer) ?? "not known yet"),
    column("Parameters", countText, true),
    ...(isChain(model) ? [] : [column("From", (layer) => sourcesOf(layer).join(", "))]),
  ];
  const index = column("Layer", ({ name }) => name);
  const table = { index, columns, rowCount: layers.length, columnCount: columns.length };
  return { title, layers: tableBundle(table), totals: totals(model) };
}

/** The model in one line. */
export function modelLine(model: ModelLike): string {
  return `${titleOf(model)}, ${model.layers.length} layers`;
}

const titleOf = (model: ModelLike) => `${model.getClassName()} "${model.name}"`;

function countText(layer: LayerLike): string {
  const count = parameterCount(layer);
  return count === undefined ? "?" : grouped(count);
}

function totals(model: ModelLike): string {
  try {
    const trainable = sum(model.trainableWeights);
    const fixed = sum(model.nonTrainableWeights);
    const kept = fixed === 0 ? "all trainable" : `${grouped(trainable)} trainable, ${grouped(fixed)} not`;
    return `${grouped(trainable + fixed)} parameters, ${kept}`;
  } catch {
    return "The number of parameters is known when the input's shape is.";
  }
}

function sum(weights: ParameterLike[]): number {
  return weights.reduce((total, { shape }) => total + shape.reduce((size, length) => size * length, 1), 0);
}

/** True where each layer feeds the next one. */
function isChain({ layers }: ModelLike): boolean {
  return layers.every((layer, index) => {
    if (index === 0) return true;
    const sources = sourcesOf(layer);
    return sources.length === 1 && sources[0] === layers[index - 1]?.name;
  });
}

function sourcesOf({ inboundNodes }: LayerLike): string[] {
  return inboundNodes[0]?.inboundLayers.map(({ name }) => name) ?? [];
}
