/**
 * BatchNormalization with `trainable = false` computes with its moving statistics and leaves them alone, and one with a
 * mask leaves masked steps out of what it measures (keras.layers.BatchNormalization). tfjs-layers 4.22.0
 * (layers/normalization.ts) does neither. It acts in `modelCall` alone.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { type BatchNormalization, type CallArguments, prototypeOf } from "../layerPrivates";
import { currentCall } from "../modelCall";

const prototype = prototypeOf<BatchNormalization>("BatchNormalization");
const { call } = prototype;

prototype.call = function (inputs, kwargs) {
  if (!currentCall()) return call.call(this, inputs, kwargs);
  if (measuresBatches(this, kwargs) && kwargs.mask) {
    return tf.tidy(() => normalizedWithMask(this, [inputs].flat()[0] as tf.Tensor, kwargs.mask as tf.Tensor));
  }
  const training = measuresBatches(this, kwargs);
  if (!training && !(this.gamma && this.beta))
    return normalizedByAverages(this, [inputs].flat()[0] as tf.Tensor);
  return call.call(this, inputs, { ...kwargs, training });
};

/** Whether it normalizes by the batch, and learns of it. In tfjs's own fit a frozen one does. */
export const measuresBatches = (layer: tf.layers.Layer, { training }: CallArguments): boolean =>
  training === true && (layer.trainable || !currentCall());

/** Without scale or center. tfjs's own, tf.batchNorm, has no gradient then. */
const normalizedByAverages = (layer: BatchNormalization, x: tf.Tensor): tf.Tensor =>
  tf.tidy(() => {
    const axis = layer.axis < 0 ? layer.axis + x.rank : layer.axis;
    const shape = x.shape.map((length, index) => (index === axis ? length : 1));
    const { movingMean, movingVariance, gamma, beta, epsilon } = layer;
    const deviation = movingVariance.read().add(epsilon).sqrt().reshape(shape);
    const normalized = x.sub(movingMean.read().reshape(shape)).div(deviation);
    const scaled = gamma ? normalized.mul(gamma.read().reshape(shape)) : normalized;
    return beta ? scaled.add(beta.read().reshape(shape)) : scaled;
  });

const KERAS_EPSILON = 1e-7;

/** keras.layers.BatchNormalization._moments, and `call`. The last axis is that of the channels. */
function normalizedWithMask(layer: BatchNormalization, x: tf.Tensor, mask: tf.Tensor): tf.Tensor {
  const axes = x.shape.slice(0, -1).map((_, axis) => axis);
  const counts = mask.expandDims(-1).broadcastTo(x.shape);
  const total = counts.toFloat().sum(axes, true).add(KERAS_EPSILON);
  const zeros = tf.zerosLike(x);
  const mean = tf.where(counts, x, zeros).sum(axes, true).div(total);
  const variance = tf.where(counts, x.sub(mean), zeros).square().sum(axes, true).div(total);
  moveAverage(layer.movingMean, mean, layer.momentum);
  moveAverage(layer.movingVariance, variance, layer.momentum);
  const normalized = x.sub(mean).div(variance.add(layer.epsilon).sqrt());
  const scaled = layer.gamma ? normalized.mul(layer.gamma.read()) : normalized;
  return layer.beta ? scaled.add(layer.beta.read()) : scaled;
}

function moveAverage(average: tf.LayerVariable, value: tf.Tensor, momentum: number): void {
  const measured = value.reshape(average.shape as number[]).mul(1 - momentum);
  average.write(average.read().mul(momentum).add(measured));
}
