/** Layers that an output depends on, found by taking each one's kernels away. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import type { ImageSplit } from "../../data";
import { probeBatches } from "../advice/probe";
import { convolutionsWithin } from "../checks/classifierChecks";

/** A change of the outputs that is no rounding. */
const changeAtLeast = 1e-4;

/** Whether a kernel combines pixels or channels: a filter with one weight alone passes on what comes in. */
const mixes = (kernel: tf.Tensor): boolean =>
  tf.tidy(() => {
    const filters = kernel.reshape([-1, kernel.shape.at(-1) as number]).abs();
    const weighty = filters.greater(filters.max(0).mul(0.01)).sum(0);
    return Number(weighty.max().dataSync()[0]) > 1;
  });

/** How many convolutions of a model change its outputs when their kernels are zero. The weights are put back. */
export function convolutionsThatCount(model: tf.LayersModel, images: ImageSplit): number {
  const batches = probeBatches(images);
  const x = batches[0]?.[0] as tf.Tensor;
  const predicted = () => tf.tidy(() => tf.keep(model.apply(x, { training: false }) as tf.Tensor));
  const whole = predicted();
  try {
    return convolutionsWithin(model).filter(({ layer, kernels }) => {
      if (!kernels.some((at) => mixes(layer.getWeights()[at] as tf.Tensor))) return false;
      const weights = layer.getWeights().map((weight) => weight.clone());
      layer.setWeights(weights.map((weight, at) => (kernels.includes(at) ? tf.zerosLike(weight) : weight)));
      const without = predicted();
      layer.setWeights(weights);
      const change = tf.tidy(() => Number(without.sub(whole).abs().max().dataSync()[0]));
      tf.dispose([...weights, without]);
      return change > changeAtLeast;
    }).length;
  } finally {
    tf.dispose([whole, ...batches.flat()]);
  }
}
