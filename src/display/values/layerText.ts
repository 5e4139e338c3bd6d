/** The parts of tfjs models, and its datasets, in one line each: their inspection would be pages of internals. */
import { grouped } from "./cut";
import { hasProperties } from "./hasProperties";
import { type TensorLike, tensorLine } from "./tensorText";

/** The part of a tfjs layer that is used here. */
export interface LayerLike {
  readonly name: string;
  readonly outputShape: unknown;
  readonly inboundNodes: { inboundLayers: LayerLike[] }[];
  getClassName(): string;
  countParams(): number;
}

/** The part of a layer's weight that is used here. */
export interface ParameterLike {
  readonly shape: number[];
  /** A variable with the weight's name. */
  read(): TensorLike;
}

interface SymbolicLike {
  readonly dtype: string;
  readonly shape: (number | null)[];
  readonly sourceLayer: LayerLike;
}

interface DatasetLike {
  readonly size: number | null;
}

export function isLayer(value: unknown): value is LayerLike {
  return hasProperties(value, ["name", "inboundNodes", "getClassName", "countParams"]);
}

export function isParameter(value: unknown): value is ParameterLike {
  return hasProperties(value, ["name", "originalName", "shape", "trainable", "val", "read"]);
}

const isSymbolic = (value: unknown): value is SymbolicLike =>
  hasProperties(value, ["sourceLayer", "dtype", "shape", "nodeIndex"]);

const isDataset = (value: unknown): value is DatasetLike =>
  hasProperties(value, ["size", "iterator", "forEachAsync", "prefetch"]);

/** The line for a layer, a weight, a symbolic tensor or a dataset; undefined for anything else. */
export function layerText(value: unknown): string | undefined {
  if (isParameter(value)) return tensorLine(value.read());
  if (isSymbolic(value)) {
    return `Symbolic tensor ${value.dtype} ${shapeText(value.shape)} of layer "${value.sourceLayer.name}"`;
  }
  if (isDataset(value)) return datasetText(value);
  if (!isLayer(value)) return undefined;
  const output = outputText(value);
  const count = parameterCount(value);
  const facts = [
    ...(output ? [`output ${output}`] : []),
    ...(count === undefined ? [] : [`${grouped(count)} parameters`]),
  ];
  return `${value.getClassName()} "${value.name}"${facts.length > 0 ? `: ${facts.join(", ")}` : ""}`;
}

/** The layer's output shape, undefined before it is known. */
export function outputText(layer: LayerLike): string | undefined {
  try {
    const shape = layer.outputShape as (number | null)[] | (number | null)[][];
    return shape.length > 0 && Array.isArray(shape[0])
      ? (shape as (number | null)[][]).map(shapeText).join(" ")
      : shapeText(shape as (number | null)[]);
  } catch {
    return undefined;
  }
}

/** How many parameters the layer has, undefined before it is known. */
export function parameterCount(layer: LayerLike): number | undefined {
  try {
    return layer.countParams();
  } catch {
    return undefined;
  }
}

/** The batch, whose size varies, is `null` in tfjs. */
const shapeText = (shape: (number | null)[]) => `[${shape.map((length) => length ?? "null").join(", ")}]`;

function datasetText({ size }: DatasetLike): string {
  if (size === null || size === undefined) return "Dataset of unknown size";
  return size === Number.POSITIVE_INFINITY ? "Dataset without end" : `Dataset of ${grouped(size)} elements`;
}
