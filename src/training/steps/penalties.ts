/** What regularizers add to the loss. tfjs leaves out those of layers inside of layers: of recurrent cells and wrappers. */
import type * as tf from "@tensorflow/tfjs-node-gpu";

interface Inner {
  layers?: tf.layers.Layer[];
  layer?: tf.layers.Layer;
  forwardLayer?: tf.layers.Layer;
  backwardLayer?: tf.layers.Layer;
  cell?: tf.layers.Layer;
  cells?: tf.layers.Layer[];
}

/** A scalar for each regularizer; a layer that is used several times counts once, as in Keras. */
export function penalties(model: tf.LayersModel): tf.Scalar[] {
  return [...layersWithin(model)].flatMap((layer) => layer.losses.map((penalty) => penalty() as tf.Scalar));
}

function layersWithin(layer: tf.layers.Layer, found = new Set<tf.layers.Layer>()): Set<tf.layers.Layer> {
  const { layers = [], layer: wrapped, forwardLayer, backwardLayer, cell, cells = [] } = layer as Inner;
  for (const inner of [...layers, ...cells, wrapped, forwardLayer, backwardLayer, cell]) {
    if (!inner || found.has(inner)) continue;
    found.add(inner);
    layersWithin(inner, found);
  }
  return found;
}
