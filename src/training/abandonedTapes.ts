/**
 * Frees the tensors that tfjs noted for gradients where a function throws on the way or is interrupted: tfjs frees them
 * only once the gradients are computed. Imported for this effect, on gradients that others compute too.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";

interface GradientEngine {
  state: { gradientDepth: number; activeTape: object[] | null };
  gradients(...args: unknown[]): unknown;
  clone(tensor: tf.Tensor): tf.Tensor;
  keep(tensor: tf.Tensor): tf.Tensor;
}

const engine = Object.getPrototypeOf(tf.engine()) as GradientEngine;
const { gradients, clone, keep } = engine;

let noted: tf.Tensor[] | undefined;
let lastClone: tf.Tensor | undefined;

engine.gradients = function (this: GradientEngine, ...args) {
  // The outermost gradients free what those within have noted.
  if (noted) return gradients.apply(this, args);
  noted = [];
  try {
    return gradients.apply(this, args);
  } catch (error) {
    tf.dispose(noted.filter(({ isDisposed }) => !isDisposed));
    this.state.activeTape = null;
    throw error;
  } finally {
    noted = undefined;
    lastClone = undefined;
  }
};

engine.clone = function (this: GradientEngine, tensor) {
  lastClone = clone.call(this, tensor);
  return lastClone;
};

// It notes clones alone, which it makes by this other method than a program's own `tensor.clone()`.
engine.keep = function (this: GradientEngine, tensor) {
  if (tensor === lastClone) noted?.push(tensor);
  return keep.call(this, tensor);
};
