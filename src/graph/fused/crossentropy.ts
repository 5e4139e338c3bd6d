/** The cross-entropy of classes that are given by their numbers: loss and gradient in one operation. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { isDifferentiatedAgain, operations, runsOnTensorFlow } from "../../tfjs";

const NAME = "SparseSoftmaxCrossEntropyWithLogits";

/** logits `[n, classes]`, labels `[n]`: the losses, and the losses' gradients by the logits. */
tf.registerKernel({
  kernelName: NAME,
  backendName: "tensorflow",
  kernelFunc: ({ inputs: { logits, labels } }) => operations(NAME, [logits, labels] as tf.Tensor[], 2),
});

tf.registerGradient({
  kernelName: NAME,
  inputsToSave: ["logits", "labels"],
  outputsToSave: [false, true],
  gradFunc: (dys, saved) => {
    const [dy] = dys as [tf.Tensor];
    const [logits, labels, slopes] = saved as [tf.Tensor2D, tf.Tensor1D, tf.Tensor2D];
    const classes = logits.shape[1];
    return {
      logits: () => {
        const byLogits = isDifferentiatedAgain() ? logits.softmax().sub(tf.oneHot(labels, classes)) : slopes;
        return dy.expandDims(-1).mul(byLogits);
      },
      labels: () => tf.zerosLike(labels),
    };
  },
});

/**
 * @param labels `[…]`, int32.
 * @param logits `[…, classes]`
 * @returns the losses `[…]`. For a label that is no class TensorFlow throws on a processor, and gives NaN on a GPU.
 */
export function sparseSoftmaxCrossentropy(labels: tf.Tensor, logits: tf.Tensor): tf.Tensor {
  if (!runsOnTensorFlow()) return composed(labels, logits);
  const classes = logits.shape.at(-1) ?? 1;
  const inputs = { logits: logits.reshape([-1, classes]), labels: labels.flatten() };
  const [losses] = tf.engine().runKernel(NAME, inputs) as tf.Tensor[];
  return (losses as tf.Tensor).reshape(labels.shape);
}

function composed(labels: tf.Tensor, logits: tf.Tensor): tf.Tensor {
  const places = tf.oneHot(labels as tf.Tensor1D, logits.shape.at(-1) ?? 1);
  // A label that is no class has no place: its loss is NaN, and not nothing.
  return places.mul(logits.logSoftmax(-1)).sum(-1).neg().div(places.sum(-1));
}
