/**
 * The mask of a tensor: which of its steps count, as Keras notes it (`_keras_mask`). tfjs's own field, `kerasMask`, is
 * filled by the layers that make masks alone, and goes with the first tensor that has it.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";

const masks = new WeakMap<tf.Tensor, tf.Tensor>();

/** Bool, `[samples, steps]` as a rule. Undefined where everything counts. */
export function maskOf(tensor: tf.Tensor): tf.Tensor | undefined {
  const mask = masks.get(tensor);
  return mask?.isDisposed ? undefined : mask;
}

export function setMask(tensor: tf.Tensor, mask: tf.Tensor | undefined): void {
  if (mask) masks.set(tensor, mask);
  else masks.delete(tensor);
}

/** Ties a tensor's mask to it: no `tf.tidy` frees the mask, and it goes with the tensor. */
export function keepMaskOf(tensor: tf.Tensor): void {
  const mask = maskOf(tensor);
  if (!mask) return;
  const own = tf.keep(mask.clone());
  setMask(tensor, own);
  Object.defineProperty(tensor, "dispose", {
    configurable: true,
    value(this: tf.Tensor) {
      own.dispose();
      tf.Tensor.prototype.dispose.call(this);
    },
  });
}
