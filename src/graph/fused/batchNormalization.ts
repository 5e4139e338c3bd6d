/**
 * Batch normalization in training: TensorFlow measures mean and variance, normalizes, and computes the gradients in one
 * operation each, where tfjs composes them of dozens. The layer of tf.layers is given it.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import {
  type Attributes,
  type BatchNormalization,
  isDifferentiatedAgain,
  measuresBatches,
  operations,
  prototypeOf,
  runsOnTensorFlow,
} from "../../tfjs";

import { keptInFloat32 } from "../mixedPrecision/keptInFloat32";

const FORWARD = "FusedBatchNormV3";
const GRADIENT = "FusedBatchNormGradV3";

/** x `[…, channels]`, scale and offset `[channels]`: TensorFlow's inputs. */
tf.registerKernel({
  kernelName: FORWARD,
  backendName: "tensorflow",
  kernelFunc: ({ inputs, attrs }) => {
    const { x, scale, offset } = inputs as Record<"x" | "scale" | "offset", tf.Tensor>;
    return tf.tidy(() => {
      const unused = tf.zeros([0]);
      return operations(FORWARD, [x, scale, offset, unused, unused], 6, attrs as Attributes);
    });
  },
});

tf.registerKernel({
  kernelName: GRADIENT,
  backendName: "tensorflow",
  kernelFunc: ({ inputs, attrs }) => {
    const names = ["dy", "x", "scale", "mean", "variance", "reserved"];
    const given = names.map((name) => (inputs as tf.NamedTensorMap)[name] as tf.Tensor);
    return tf.tidy(() => operations(GRADIENT, given, 5, attrs as Attributes).slice(0, 3));
  },
});

tf.registerGradient({
  kernelName: FORWARD,
  inputsToSave: ["x", "scale"],
  outputsToSave: [false, false, false, true, true, true],
  gradFunc: (dys, saved, attributes) => {
    const [dy] = dys as [tf.Tensor];
    const [x, scale, mean, variance, reserved] = saved as [tf.Tensor, tf.Tensor, ...tf.Tensor[]];
    const inputs = { dy, x, scale, mean, variance, reserved };
    const gradients = isDifferentiatedAgain()
      ? composedGradients({ dy, x, scale, epsilon: (attributes as { epsilon: number }).epsilon })
      : tf.engine().runKernel(GRADIENT, inputs as tf.NamedTensorMap, attributes);
    const [ofX, ofScale, ofOffset] = gradients as [tf.Tensor, tf.Tensor, tf.Tensor];
    return { x: () => ofX, scale: () => ofScale, offset: () => ofOffset };
  },
});

interface Differentiated {
  dy: tf.Tensor;
  x: tf.Tensor;
  scale: tf.Tensor;
  epsilon: number;
}

/** Ioffe and Szegedy, "Batch Normalization", 2015, section 3. */
function composedGradients({ dy, x, scale, epsilon }: Differentiated): tf.Tensor[] {
  const axes = x.shape.slice(0, -1).map((_, axis) => axis);
  const { mean, variance } = tf.moments(x, axes, true);
  const deviation = variance.add(epsilon).sqrt();
  const normalized = x.sub(mean).div(deviation);
  const [ofOffset, ofScale] = [dy.sum(axes), dy.mul(normalized).sum(axes)];
  const samples = x.size / (x.shape.at(-1) as number);
  const ofX = dy
    .sub(ofOffset.div(samples))
    .sub(normalized.mul(ofScale.div(samples)))
    .mul(scale)
    .div(deviation);
  return [ofX, ofScale, ofOffset];
}

const prototype = prototypeOf<BatchNormalization>("BatchNormalization");
const callByTfjs = prototype.call;

prototype.call = function (this: BatchNormalization, inputs, kwargs) {
  const x = [inputs].flat()[0] as tf.Tensor;
  const { mask } = kwargs;
  if (mask || !(measuresBatches(this, kwargs) && x.dtype === "float32" && runsOnTensorFlow())) {
    return callByTfjs.call(this, inputs, kwargs);
  }
  return tf.tidy(() => {
    const axis = this.axis < 0 ? this.axis + x.rank : this.axis;
    const axes = x.shape.map((_, index) => index);
    const last = [...axes.filter((index) => index !== axis), axis];
    if (axis === x.rank - 1) return normalizedInTraining(this, x);
    const back = axes.map((index) => last.indexOf(index));
    return normalizedInTraining(this, x.transpose(last)).transpose(back);
  });
};

/** @param x `[…, channels]` */
function normalizedInTraining(layer: BatchNormalization, x: tf.Tensor): tf.Tensor {
  const channels = x.shape.at(-1) as number;
  const samples = x.size / channels;
  const inputs = {
    x: x.rank === 4 ? x : x.reshape([samples, 1, 1, channels]),
    scale: layer.gamma?.read() ?? tf.ones([channels]),
    offset: layer.beta?.read() ?? tf.zeros([channels]),
  };
  const attributes = { epsilon: layer.epsilon, is_training: true };
  const [y, mean, variance] = tf
    .engine()
    .runKernel(FORWARD, inputs as tf.NamedTensorMap, attributes) as unknown as [
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
  ];
  // TensorFlow gives the variance of the population that the batch is a sample of, Keras averages that of the batch.
  moveAverage(layer.movingMean, keptInFloat32(mean), layer.momentum);
  moveAverage(
    layer.movingVariance,
    keptInFloat32(variance).mul(Math.max(samples - 1, 1) / samples),
    layer.momentum,
  );
  return x.rank === 4 ? y : y.reshape(x.shape);
}

function moveAverage(average: tf.LayerVariable, value: tf.Tensor, momentum: number): void {
  average.write(
    average
      .read()
      .mul(momentum)
      .add(value.mul(1 - momentum)),
  );
}
