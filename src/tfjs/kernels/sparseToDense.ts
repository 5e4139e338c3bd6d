/** Sparse values in their places, in any order. tfjs-node-gpu 4.22.0 (kernels/SparseToDense.ts) wants them sorted. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { operation } from "../operation";
import { wrapKernel } from "./kernel";

wrapKernel("SparseToDense", () => ({ inputs, attrs }) => {
  const { sparseIndices, sparseValues, defaultValue } = inputs as Record<
    "sparseIndices" | "sparseValues" | "defaultValue",
    tf.Tensor
  >;
  return tf.tidy(() => {
    const shape = tf.tensor1d(attrs.outputShape as number[], "int32");
    const given = [sparseIndices, shape, sparseValues, defaultValue];
    return operation("SparseToDense", given, { validate_indices: false });
  });
});
