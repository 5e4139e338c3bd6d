/** Where Keras 3 keeps the weights of a model in an HDF5 file (keras.src.saving.saving_lib). */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { layerTable } from "./layerTable";

/** The weights in one group: arrays named 0, 1, … */
export interface WeightGroup {
  /** Such as `layers/conv2d_1/vars`. */
  path: string;
  weights: tf.LayerVariable[];
  layer: tf.layers.Layer;
}

interface Wrapper {
  forwardLayer?: tf.layers.Layer;
  backwardLayer?: tf.layers.Layer;
  layer?: tf.layers.Layer;
}

export function weightPaths(model: tf.LayersModel, prefix = "layers"): WeightGroup[] {
  const uses = new Map<string, number>();
  const isSequential = model.getClassName() === "Sequential";
  const layers = model.layers.filter((layer) => !(isSequential && layer.getClassName() === "InputLayer"));
  return layers.flatMap((layer) => {
    const name = snakeCase(kerasClass(layer));
    const use = uses.get(name) ?? 0;
    uses.set(name, use + 1);
    return groupsOf(layer, `${prefix}/${use === 0 ? name : `${name}_${use}`}`);
  });
}

function groupsOf(layer: tf.layers.Layer, path: string): WeightGroup[] {
  if ("layers" in layer) return weightPaths(layer as tf.LayersModel, `${path}/layers`);
  const { forwardLayer, backwardLayer, layer: inner } = layer as unknown as Wrapper;
  if (forwardLayer && backwardLayer) {
    return [
      ...groupsOf(forwardLayer, `${path}/forward_layer`),
      ...groupsOf(backwardLayer, `${path}/backward_layer`),
    ];
  }
  if (inner) return groupsOf(inner, `${path}/layer`);
  const [part] = layerTable[kerasClass(layer)]?.parts ?? [];
  const { weights } = layer;
  return weights.length === 0 ? [] : [{ path: `${path}${part ? `/${part}` : ""}/vars`, weights, layer }];
}

function kerasClass(layer: tf.layers.Layer): string {
  const name = layer.getClassName();
  if ("layers" in layer) return name === "Sequential" ? "Sequential" : "Functional";
  return name === "ResetAfterGRU" ? "GRU" : name;
}

/** Keras's own rule, for PReLU (p_re_lu) too. */
const snakeCase = (name: string) =>
  name
    .replace(/(.)([A-Z][a-z]+)/g, "$1_$2")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase();
