/** A model as text: its layers with their output shapes and parameters, and the totals, as Keras's `summary`. */
import { grouped } from "./cut";
import { hasProperties } from "./hasProperties";
import { isLayer, type LayerLike, outputText, type ParameterLike, parameterCount } from "./layerText";
import { textColumns } from "./textColumns";

/** What is used of a tfjs model. */
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
  const title = titleOf(model);
  if (model.layers.length === 0) return `${title} without layers`;
  const rows = model.layers.map((layer) => [
    layer.name,
    layer.getClassName(),
    outputText(layer) ?? "not known yet",
    countText(layer),
  ]);
  const columns = ["Layer", "Type", "Output shape", "Parameters"];
  const isRight = [false, false, false, true];
  if (!isChain(model)) {
    columns.push("From");
    isRight.push(false);
    for (const [index, layer] of model.layers.entries()) rows[index]?.push(sourcesOf(layer).join(", "));
  }
  return [title, "", ...textColumns([columns, ...rows], isRight), "", totals(model)].join("\n");
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
