/** Two matrices are multiplied as such, and not as a batch of one: TensorFlow joins that with bias and activation. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { operation, replaceKernel } from "./operation";

replaceKernel(
  "BatchMatMul",
  ({ a, b }) => a?.rank === 2 && b?.rank === 2,
  ({ a, b }, { transposeA, transposeB }) =>
    operation("MatMul", [a, b] as tf.Tensor[], {
      flags: { transpose_a: Boolean(transposeA), transpose_b: Boolean(transposeB) },
    }),
);
