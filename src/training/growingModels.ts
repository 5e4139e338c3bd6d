/**
 * Lets a tf.Sequential grow after it was used, as Keras's does. tfjs computes with the layers that the model had when
 * it was first asked for an output or a number of parameters, and says nothing.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { freeKept } from "./compile";

/** The state that tfjs keeps in a tf.Sequential. */
interface Growing {
  /** Of its layers, made at the first use. */
  model: (tf.LayersModel & { isOptimizerOwned?: boolean }) | null;
  built: boolean;
}

const { add, pop } = tf.Sequential.prototype;

tf.Sequential.prototype.add = function (this: tf.Sequential, layer) {
  add.call(this, layer);
  forgetGraph(this as unknown as Growing);
};

tf.Sequential.prototype.pop = function (this: tf.Sequential) {
  pop.call(this);
  forgetGraph(this as unknown as Growing);
};

/** With it goes how it was compiled: the optimizer knows other weights. */
function forgetGraph(grown: Growing): void {
  const { model } = grown;
  if (!model) return;
  freeKept(model);
  if (model.isOptimizerOwned) model.optimizer.dispose();
  grown.model = null;
  grown.built = false;
}
