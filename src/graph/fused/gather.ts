/** Rows are picked without a look at their numbers, which TensorFlow checks by itself: tfjs would wait for them. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { operation, replaceKernel } from "../../tfjs";

replaceKernel(
  "GatherV2",
  (_, { batchDims }) => !batchDims,
  ({ x, indices }, { axis }) =>
    tf.tidy(() => operation("GatherV2", [x, indices, tf.scalar(Number(axis ?? 0), "int32")] as tf.Tensor[])),
);
