/**
 * A histogram of values that are all the same, for TensorBoard. tfjs-node-gpu 4.22.0 (nodejs_kernel_backend.ts, `buckets`)
 * means one bucket around it, and concatenates three scalars, which TensorFlow refuses.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";

interface Backend {
  buckets(this: Backend, data: tf.Tensor, bucketCount?: number): tf.Tensor;
}

const node = tf.findBackend("tensorflow") as unknown as Backend | null;

if (node) {
  const prototype = Object.getPrototypeOf(node) as Backend;
  const { buckets } = prototype;
  prototype.buckets = function (data, bucketCount) {
    if (data.size === 0) return buckets.call(this, data, bucketCount);
    const [low, high] = [data.min(), data.max()].map((bound) => bound.cast("float32").dataSync()[0]);
    if (low === undefined || low !== high) return buckets.call(this, data, bucketCount);
    return tf.tensor2d([[low - 0.5, low + 0.5, data.size]]);
  };
}
