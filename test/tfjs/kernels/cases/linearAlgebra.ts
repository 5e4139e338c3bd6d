/** Products of matrices. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { activations } from "./convolutions";
import { floats, floatsOrInts, type KernelCase, kernelCase, numeric, ofOneDtype, wave } from "./kernelCase";

export const linearAlgebra: Record<string, KernelCase> = {
  matMul: kernelCase((a, b) => tf.matMul(a, b), numeric(wave(2, 3)), numeric(wave(3, 2))),
  "matMul, transposed": kernelCase(
    (a, b) => tf.matMul(a, b, true, true),
    floats(wave(3, 2)),
    floats(wave(2, 3)),
  ),
  "matMul of batches": kernelCase((a, b) => tf.matMul(a, b), numeric(wave(2, 2, 3)), numeric(wave(1, 3, 2))),
  einsum: ofOneDtype(
    kernelCase((a, b) => tf.einsum("ij,jk->ik", a, b), numeric(wave(2, 3)), numeric(wave(3, 2))),
  ),
  "einsum, transposing": kernelCase((a) => tf.einsum("ij->ji", a), floatsOrInts(wave(2, 3))),
  ...Object.fromEntries(
    activations.map((activation) => [
      `fused.matMul, ${activation}`,
      kernelCase(
        (a, b) =>
          tf.fused.matMul({
            a,
            b,
            bias: tf.tensor1d([0.5, -0.5, 1]),
            activation,
            leakyreluAlpha: 0.3,
            preluActivationWeights: tf.tensor1d([0.1, 0.2, 0.3]),
          }),
        floats(wave(2, 4)),
        floats(wave(4, 3)),
      ),
    ]),
  ),
};
