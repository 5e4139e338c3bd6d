/** The layers of a model, and those inside of layers. */
import type * as tf from "@tensorflow/tfjs-node-gpu";

interface Outer {
  layers?: tf.layers.Layer[];
  layer?: tf.layers.Layer;
  forwardLayer?: tf.layers.Layer;
  backwardLayer?: tf.layers.Layer;
  cell?: tf.layers.Layer;
  cells?: tf.layers.Layer[];
}

/** Those of a model, of a wrapper, or of a recurrent layer; not those inside of them. */
export function innerLayers(layer: tf.layers.Layer): tf.layers.Layer[] {
  const { layers = [], layer: wrapped, forwardLayer, backwardLayer, cell, cells = [] } = layer as Outer;
  return [...layers, ...cells, wrapped, forwardLayer, backwardLayer, cell].filter((one) => one !== undefined);
}

/** Each once, however often it is used. */
export function layersWithin(
  layer: tf.layers.Layer,
  found = new Set<tf.layers.Layer>(),
): Set<tf.layers.Layer> {
  for (const inner of innerLayers(layer)) {
    if (found.has(inner)) continue;
    found.add(inner);
    layersWithin(inner, found);
  }
  return found;
}
