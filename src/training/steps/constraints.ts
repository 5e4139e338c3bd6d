/** Weights held to their constraints after a step, which an optimizer of tfjs does not do. */
import * as tf from "@tensorflow/tfjs-node-gpu";

interface ConstrainedWeight {
  constraint: { apply(weight: tf.Tensor): tf.Tensor } | null;
  read(): tf.Variable;
}

export function applyConstraints(model: tf.LayersModel): void {
  for (const weight of model.trainableWeights as unknown as ConstrainedWeight[]) {
    if (!weight.constraint) continue;
    const variable = weight.read();
    variable.assign(tf.tidy(() => weight.constraint?.apply(variable) ?? variable));
  }
}
