/** A bias is added, and its gradient summed up, by operations that TensorFlow joins with the convolution before. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { defineKernel, operation, replaceKernel, runKernel, runsOnTensorFlow } from "../../tfjs";

const isBias = (value: tf.Tensor, bias: tf.Tensor): boolean =>
  bias.rank === 1 &&
  value.rank >= 2 &&
  value.rank <= 5 &&
  value.shape.at(-1) === bias.shape[0] &&
  value.dtype === "float32" &&
  bias.dtype === "float32";

replaceKernel(
  "Add",
  ({ a, b }) => isBias(a as tf.Tensor, b as tf.Tensor),
  ({ a, b }) => operation("BiasAdd", [a, b] as tf.Tensor[]),
);

defineKernel("BiasAddGrad", ["dy"]);

const addition = tf.getGradient("Add");

tf.registerGradient({
  ...addition,
  gradFunc: (dy, saved, attributes) => {
    const [a, b] = saved as [tf.Tensor, tf.Tensor];
    const gradients = addition.gradFunc(dy, saved, attributes);
    if (!(runsOnTensorFlow() && isBias(a, b))) return gradients;
    return { ...gradients, b: () => runKernel("BiasAddGrad", { dy: dy as tf.Tensor }) };
  },
});

tf.registerGradient({
  kernelName: "BiasAddGrad",
  inputsToSave: ["dy"],
  gradFunc: (ddy, saved) => {
    const [dy] = saved as [tf.Tensor];
    return { dy: () => (ddy as tf.Tensor).broadcastTo(dy.shape) };
  },
});
