import type * as tf from "@tensorflow/tfjs-node-gpu";
import type { LayerPrivates } from "./layerPrivates";
import { innerLayers } from "./layersWithin";

/** How often the cells of all recurrent layers compute in one call of a model, as far as its shapes tell. */
export function recurrentSteps(model: tf.layers.Layer): number {
  const steps = innerLayers(model).map((layer) => {
    if ("layers" in layer) return recurrentSteps(layer);
    const cells = cellsOf(layer);
    if (cells === 0) return 0;
    const lengths = (layer as unknown as LayerPrivates).inboundNodes.map(
      ({ inputShapes }) => inputShapes[0]?.[1] ?? 0,
    );
    return cells * sumOf(lengths);
  });
  return sumOf(steps);
}

/** Of a recurrent layer: one for each layer of a stack, and for each direction. */
function cellsOf(layer: tf.layers.Layer): number {
  const { cell, forwardLayer } = layer as { cell?: { cells?: unknown[] }; forwardLayer?: tf.layers.Layer };
  if (forwardLayer) return 2 * cellsOf(forwardLayer);
  return cell ? (cell.cells?.length ?? 1) : 0;
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);
