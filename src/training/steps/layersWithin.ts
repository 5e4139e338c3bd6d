/** The layers of a model, and those inside of layers. */
import type * as tf from "@tensorflow/tfjs-node-gpu";

interface Inner {
  layers?: tf.layers.Layer[];
  layer?: tf.layers.Layer;
  forwardLayer?: tf.layers.Layer;
  backwardLayer?: tf.layers.Layer;
  cell?: tf.layers.Layer;
  cells?: tf.layers.Layer[];
}

/** Each once, however often it is used. */
export function layersWithin(
  layer: tf.layers.Layer,
  found = new Set<tf.layers.Layer>(),
): Set<tf.layers.Layer> {
  const { layers = [], layer: wrapped, forwardLayer, backwardLayer, cell, cells = [] } = layer as Inner;
  for (const inner of [...layers, ...cells, wrapped, forwardLayer, backwardLayer, cell]) {
    if (!inner || found.has(inner)) continue;
    found.add(inner);
    layersWithin(inner, found);
  }
  return found;
}
