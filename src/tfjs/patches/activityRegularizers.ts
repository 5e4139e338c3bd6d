/**
 * Every layer takes an `activityRegularizer`, as in Keras, and its configuration has it. In tfjs-layers 4.22.0 recurrent
 * layers drop it in silence (layers/recurrent.ts), and only dense, convolutional and embedding layers keep it.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { type LayerPrivates, layerPrototype, type Regularizer } from "../layerPrivates";

/** An object of `tf.regularizers`, or what tfjs makes one of: "l1l2", or its configuration. */
export type RegularizerChoice = object | string | null | undefined;

/** What the layer's outputs add to the loss: the regularizer of each output, divided by the size of the batch. */
export function setActivityRegularizer(layer: tf.layers.Layer, given: RegularizerChoice): void {
  (layer as unknown as LayerPrivates).activityRegularizer = given ? regularizerOf(given) : null;
}

/** tfjs does not export how it reads one. */
function regularizerOf(given: object | string): Regularizer | null | undefined {
  const reading = tf.layers.dense({
    units: 1,
    activityRegularizer: given as never,
  }) as unknown as LayerPrivates;
  return reading.activityRegularizer;
}

function restore(layer: unknown, { activityRegularizer }: { activityRegularizer?: RegularizerChoice }): void {
  if (!activityRegularizer || !(layer instanceof tf.layers.Layer)) return;
  if (!(layer as unknown as LayerPrivates).activityRegularizer)
    setActivityRegularizer(layer, activityRegularizer);
}

const configurable = layerPrototype as unknown as {
  getConfig(this: tf.layers.Layer): tf.serialization.ConfigDict;
};
const { getConfig } = configurable;

configurable.getConfig = function () {
  const { activityRegularizer } = this as unknown as LayerPrivates;
  const config = getConfig.call(this);
  if (!activityRegularizer) return config;
  return {
    ...config,
    activityRegularizer: {
      className: activityRegularizer.getClassName(),
      config: activityRegularizer.getConfig(),
    },
  };
};

type Make = (args?: { activityRegularizer?: RegularizerChoice }) => unknown;

const factories = tf.layers as unknown as Record<string, Make | undefined>;

for (const [name, make] of Object.entries(factories)) {
  if (typeof make !== "function" || !/^[a-z]/.test(name) || name === "input") continue;
  factories[name] = (args) => {
    const layer = make(args);
    restore(layer, args ?? {});
    return layer;
  };
}

type FromConfig = (
  cls: unknown,
  config: { activityRegularizer?: RegularizerChoice },
  ...rest: unknown[]
) => unknown;

const { classNameMap } = tf.serialization.SerializationMap.getMap() as unknown as {
  classNameMap: Record<string, [{ prototype: object }, FromConfig]>;
};

for (const entry of Object.values(classNameMap)) {
  const [layerClass, fromConfig] = entry;
  if (!(layerClass.prototype instanceof tf.layers.Layer)) continue;
  entry[1] = (cls, config, ...rest) => {
    const { activityRegularizer } = config;
    const layer = fromConfig(cls, config, ...rest);
    restore(layer, { activityRegularizer });
    return layer;
  };
}

declare module "@tensorflow/tfjs-layers/dist/engine/topology" {
  interface LayerArgs {
    /** What the layer's outputs add to the loss, such as `tf.regularizers.l2({ l2: 1e-4 })`. Defaults to nothing. */
    activityRegularizer?:
      | import("@tensorflow/tfjs-layers/dist/regularizers").RegularizerIdentifier
      | import("@tensorflow/tfjs-layers/dist/regularizers").Regularizer;
  }
}
