/** Layers of a learner's own classes, which no judge has: what they compute is recorded, and goes for them. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { type LayerPrivates, layersWithin } from "../../tfjs";
import { type OwnLayer, ownLayerClass } from "./format";
import { recordedProgram } from "./kernelProgram";

/** Classes that were there before any cell ran. */
const knownClasses = new Set<unknown>(
  Object.values(tf.serialization.SerializationMap.getMap().classNameMap).map(([known]) => known),
);

const plainConfig = tf.layers.Layer.prototype.getConfig;

const isOwn = (layer: tf.layers.Layer): boolean => !knownClasses.has(layer.constructor);

/** The layers of a model, and of models in it, that are of a learner's own classes. */
const ownLayersIn = (model: tf.LayersModel): tf.layers.Layer[] => [...layersWithin(model)].filter(isOwn);

/** A model's own layers by their names. One that cannot be recorded is absent. */
export function describedOwnLayers(model: tf.LayersModel): Record<string, OwnLayer> {
  const described = ownLayersIn(model).flatMap((layer) => {
    try {
      return [[layer.name, describedLayer(layer)] as const];
    } catch {
      return [];
    }
  });
  return Object.fromEntries(described);
}

function describedLayer(layer: tf.layers.Layer): OwnLayer {
  const [node] = (layer as unknown as LayerPrivates).inboundNodes;
  if (!node) throw new Error("it is in no model");
  const trainable = new Set(layer.trainableWeights);
  const variables = layer.weights.map((weight) => (weight as unknown as { val: tf.Variable }).val);
  const run = (inputs: tf.Tensor[]) =>
    [layer.apply(inputs, { training: false }) as tf.Tensor | tf.Tensor[]].flat();
  return {
    weights: layer.weights.map((weight) => ({
      shape: weight.shape as number[],
      isTrainable: trainable.has(weight),
    })),
    outputs: node.outputShapes,
    program: recordedProgram(run, node.inputShapes.map(sample), variables),
  };
}

function sample([, ...shape]: tf.Shape): number[] {
  if (shape.some((size) => size === null)) throw new Error("its input has no fixed shape");
  return shape as number[];
}

/** A model's topology, in which own layers are known by their names alone. */
export function topologyOf(model: tf.LayersModel): unknown {
  const layers = ownLayersIn(model);
  const before = layers.map((layer) => Object.getOwnPropertyDescriptors(layer));
  for (const layer of layers) {
    Object.assign(layer, { getClassName: () => ownLayerClass, getConfig: () => plainConfig.call(layer) });
  }
  try {
    return model.toJSON(null, false);
  } finally {
    for (const [at, layer] of layers.entries()) {
      for (const name of ["getClassName", "getConfig"]) {
        const own = before[at]?.[name];
        if (own) Object.defineProperty(layer, name, own);
        else delete (layer as unknown as Record<string, unknown>)[name];
      }
    }
  }
}
