/** Models of layers, as plots are given them. */
import type { layers as Layers, LayersModel } from "@tensorflow/tfjs-node-gpu";
import { unfit } from "./found";
import { PlotError } from "./plot";

export type Layer = Layers.Layer;

/** Also a model that is a layer of another. */
export const isModel = (of: unknown): of is LayersModel =>
  typeof of === "object" && of !== null && "layers" in of && Array.isArray(of.layers) && "getClassName" in of;

/** @throws {PlotError} for what is no model of layers. */
export function requireLayersModel(call: string, of: unknown): asserts of is LayersModel {
  if (isModel(of)) return;
  throw unfit(call, of, { expected: "a model of layers", cure: `give the model itself: ${call}(model)` });
}

/** @throws {PlotError} for a model that was disposed. */
export function requireWeights(call: string, model: LayersModel): void {
  try {
    for (const weight of model.weights) weight.read();
  } catch (cause) {
    throw new PlotError(`${call}: the model's weights were disposed.`, {
      cure: "draw it before model.dispose()",
      cause,
    });
  }
}

/** A layer, and its name after those of the models around. */
export interface PathOfLayer {
  path: string;
  layer: Layer;
}

/** The layers of a model, and in place of models among them their layers. */
export const layersInside = ({ layers }: LayersModel, around = ""): PathOfLayer[] =>
  layers.flatMap((layer) => {
    const path = around + layer.name;
    return isModel(layer) ? layersInside(layer, `${path}/`) : [{ path, layer }];
  });
