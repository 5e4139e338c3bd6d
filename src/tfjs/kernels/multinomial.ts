/**
 * Numbers drawn with given probabilities. tfjs-node-gpu 4.22.0 (kernels/Multinomial.ts) takes logarithms of probabilities
 * alone, cuts the seeds that tfjs draws off to 0, for which TensorFlow takes one of its own, and draws other numbers when
 * it is given a seed again.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { operation } from "../operation";
import { wrapKernel } from "./kernel";

wrapKernel("Multinomial", () => ({ inputs, attrs }) => {
  const { numSamples, seed, normalized } = attrs as { numSamples: number; seed: number; normalized: boolean };
  return tf.tidy(() => {
    const logits = normalized ? tf.log(inputs.logits as tf.Tensor) : (inputs.logits as tf.Tensor);
    const given = [logits, tf.scalar(numSamples, "int32"), tf.tensor1d(wholeSeed(seed), "int32")];
    return operation("StatelessMultinomial", given, { output_dtype: { dtype: "int32" } });
  });
});

/** tfjs draws a seed between 0 and 1 where it is given none. */
const wholeSeed = (seed: number): number[] => [Math.trunc(seed), Math.trunc((seed % 1) * 2 ** 31)];
