/**
 * Options of Keras's layers that tfjs-layers 4.22.0 drops in silence: `activityRegularizer` of all layers but dense,
 * convolutional and embedding ones, and `zeroOutputForMask` of recurrent ones (layers/recurrent.ts). Here every layer
 * takes them, and its configuration has them.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { type LayerPrivates, layerPrototype, type Regularizer } from "../layerPrivates";

/** An object of `tf.regularizers`, or what tfjs makes one of: "l1l2", or its configuration. */
export type RegularizerChoice = object | string | null | undefined;

/** Sets the penalty on the layer's outputs: the regularizer of each output, divided by the size of the batch. */
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

export interface ForgottenOptions {
  activityRegularizer?: RegularizerChoice;
  zeroOutputForMask?: boolean | undefined;
}

/** Gives a layer those of the options it was made with that its class drops. */
export function restoreOptions(
  layer: unknown,
  { activityRegularizer, zeroOutputForMask }: ForgottenOptions,
): void {
  if (!(layer instanceof tf.layers.Layer)) return;
  const privates = layer as unknown as LayerPrivates;
  if (zeroOutputForMask) privates.zeroOutputForMask = true;
  if (activityRegularizer && !privates.activityRegularizer)
    setActivityRegularizer(layer, activityRegularizer);
}

const configurable = layerPrototype as unknown as {
  getConfig(this: tf.layers.Layer): tf.serialization.ConfigDict;
};
const { getConfig } = configurable;

configurable.getConfig = function () {
  const { activityRegularizer, zeroOutputForMask } = this as unknown as LayerPrivates;
  const config = getConfig.call(this);
  if (zeroOutputForMask) config.zeroOutputForMask = true;
  if (!activityRegularizer) return config;
  return {
    ...config,
    activityRegularizer: {
      className: activityRegularizer.getClassName(),
      config: activityRegularizer.getConfig(),
    },
  };
};

type Make = (args?: ForgottenOptions) => unknown;

const factories = tf.layers as unknown as Record<string, Make | undefined>;

for (const [name, make] of Object.entries(factories)) {
  if (typeof make !== "function" || !/^[a-z]/.test(name) || name === "input") continue;
  factories[name] = (args) => {
    const layer = make(args);
    restoreOptions(layer, args ?? {});
    return layer;
  };
}

type FromConfig = (cls: unknown, config: ForgottenOptions, ...rest: unknown[]) => unknown;

const { classNameMap } = tf.serialization.SerializationMap.getMap() as unknown as {
  classNameMap: Record<string, [{ prototype: object }, FromConfig]>;
};

for (const entry of Object.values(classNameMap)) {
  const [layerClass, fromConfig] = entry;
  if (!(layerClass.prototype instanceof tf.layers.Layer)) continue;
  entry[1] = (cls, config, ...rest) => {
    // Some remove options from it.
    const options = { ...config };
    const layer = fromConfig(cls, config, ...rest);
    restoreOptions(layer, options);
    return layer;
  };
}

declare module "@tensorflow/tfjs-layers/dist/engine/topology" {
  interface LayerArgs {
    /** The penalty on the layer's outputs in the loss, such as `tf.regularizers.l2({ l2: 1e-4 })`. Defaults to none. */
    activityRegularizer?:
      | import("@tensorflow/tfjs-layers/dist/regularizers").RegularizerIdentifier
      | import("@tensorflow/tfjs-layers/dist/regularizers").Regularizer;
  }
}
