/**
 * `trainable` of a layer reaches the layers inside it, and nothing inside a layer that is not trainable is trained (Keras's
 * setter of keras.Layer.trainable). tfjs-layers 4.22.0 sets it on the weights of a model's own layers alone
 * (engine/container.ts), so that recurrent cells, nested models and BatchNormalization do not notice, and forgets what a
 * wrapper was made with (layers/wrappers.ts).
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import {
  accessorsOf,
  containerPrototype,
  type LayerPrivates,
  layerPrototype,
  prototypeOf,
} from "../layerPrivates";
import { innerLayers } from "../layersWithin";

interface Trainable {
  trainable_: boolean;
  /** Inside a tf.Sequential. */
  model?: Trainable | null;
}

const setByTfjs = accessorsOf(layerPrototype, "trainable").set;

/** tfjs gives the model inside a tf.Sequential what that has: its layers keep what they have. */
let isBuilding = false;

const trainable: PropertyDescriptor & ThisType<Trainable> = {
  configurable: true,
  get() {
    return this.trainable_;
  },
  set(value: boolean) {
    this.trainable_ = value;
    if (isBuilding) return;
    setByTfjs?.call(this, value);
    for (const layer of innerLayers(this as unknown as tf.layers.Layer)) layer.trainable = value;
    if (this.model) this.model.trainable_ = value;
  },
};

const bidirectional = prototypeOf("Bidirectional");
const wrapper = Object.getPrototypeOf(bidirectional) as LayerPrivates;
for (const prototype of [layerPrototype, containerPrototype, wrapper, bidirectional]) {
  Object.defineProperty(prototype, "trainable", trainable);
}

for (const prototype of [wrapper, bidirectional]) {
  const weightsOf = (name: string) =>
    accessorsOf(prototype, name).get as (this: Trainable) => tf.LayerVariable[];
  const [trained, others] = [weightsOf("trainableWeights"), weightsOf("nonTrainableWeights")];
  Object.defineProperties(prototype, {
    trainableWeights: {
      configurable: true,
      get(this: Trainable) {
        return this.trainable_ ? trained.call(this) : [];
      },
    },
    nonTrainableWeights: {
      configurable: true,
      get(this: Trainable) {
        return this.trainable_ ? others.call(this) : [...trained.call(this), ...others.call(this)];
      },
    },
  });
}

const sequential = tf.Sequential.prototype as unknown as {
  build(this: tf.Sequential, shape?: tf.Shape): void;
};
const { build } = sequential;

sequential.build = function (shape) {
  isBuilding = true;
  try {
    build.call(this, shape);
  } finally {
    isBuilding = false;
  }
};
