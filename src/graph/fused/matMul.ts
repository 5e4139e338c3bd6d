/**
 * Two matrices are multiplied as such, and not as a batch of one: TensorFlow is several times as fast at that. In graphs
 * alone: the eager MatMul computes on the thread that calls it, in oneDNN's code, which corrupts the heap where a
 * profiler's signal stops it (`node --cpu-prof`, Python's TensorFlow 2.21 too).
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { operation, replaceKernel } from "../../tfjs";
import { isTracing } from "../duringTrace";

/** TensorFlow has no product of truth values, which a kernel of ours converts. */
const isMatrix = (tensor: tf.Tensor | undefined) => tensor?.rank === 2 && tensor.dtype !== "bool";

/** As tfjs hands matrices to its own fused operations. */
const isBatchOfOne = (tensor: tf.Tensor | undefined) => tensor?.rank === 3 && tensor.shape[0] === 1;

const asMatrix = (tensor: tf.Tensor) => tensor.reshape(tensor.shape.slice(1));

replaceKernel(
  "BatchMatMul",
  ({ a, b }) => isTracing() && isMatrix(a) && isMatrix(b),
  ({ a, b }, { transposeA, transposeB }) =>
    operation("MatMul", [a, b] as tf.Tensor[], {
      transpose_a: Boolean(transposeA),
      transpose_b: Boolean(transposeB),
    }),
);

replaceKernel(
  "BatchMatMul",
  ({ a, b }) => isTracing() && isBatchOfOne(a) && isBatchOfOne(b),
  ({ a, b }, { transposeA, transposeB }) =>
    tf.tidy(() =>
      tf
        .matMul(asMatrix(a as tf.Tensor), asMatrix(b as tf.Tensor), Boolean(transposeA), Boolean(transposeB))
        .expandDims(0),
    ),
);

interface Activating {
  applyActivation(
    x: tf.Tensor,
    activation: string,
    preluWeights: tf.Tensor | undefined,
    leakyreluAlpha: number | undefined,
  ): tf.Tensor;
}

replaceKernel(
  "_FusedMatMul",
  ({ a, b, bias }) =>
    isTracing() && isBatchOfOne(a) && isBatchOfOne(b) && (bias === undefined || bias.rank <= 1),
  ({ a, b, bias, preluActivationWeights }, { transposeA, transposeB, activation, leakyreluAlpha }) =>
    tf.tidy(() => {
      const [matrix, other] = [asMatrix(a as tf.Tensor), asMatrix(b as tf.Tensor)];
      const product = tf.matMul(matrix, other, Boolean(transposeA), Boolean(transposeB));
      const sum = bias ? product.add(bias) : product;
      const { applyActivation } = tf.backend() as unknown as Activating;
      const alpha = leakyreluAlpha as number | undefined;
      return applyActivation
        .call(tf.backend(), sum, activation as string, preluActivationWeights, alpha)
        .expandDims(0);
    }),
);
