/** ReLU's gradient, and that of its kin: one operation, where tfjs compares, selects and multiplies. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { defineKernel, runKernel, runsOnTensorFlow } from "../../tfjs";

type Rectifier = "Relu" | "Relu6";

/** @param y what the rectifier gave: it is 0, or its upper bound, just where the gradient is 0. */
function replaceGradient(kernelName: Rectifier, bound: number): void {
  const gradientName = `${kernelName}Grad`;
  defineKernel(gradientName, ["dy", "y"]);
  const derivative = (dy: tf.Tensor, y: tf.Tensor): tf.Tensor => {
    if (runsOnTensorFlow()) return runKernel(gradientName, { dy, y });
    const passes = tf.logicalAnd(y.greater(0), y.less(bound));
    return dy.mul(passes.cast("float32"));
  };
  tf.registerGradient({
    kernelName,
    outputsToSave: [true],
    gradFunc: (dy, saved) => {
      const [y] = saved as [tf.Tensor];
      return { x: () => derivative(dy as tf.Tensor, y) };
    },
  });
  tf.registerGradient({
    kernelName: gradientName,
    inputsToSave: ["y"],
    gradFunc: (ddy, saved) => {
      const [y] = saved as [tf.Tensor];
      return { dy: () => derivative(ddy as tf.Tensor, y), y: () => tf.zerosLike(y) };
    },
  });
}

replaceGradient("Relu", Number.POSITIVE_INFINITY);
replaceGradient("Relu6", 6);
