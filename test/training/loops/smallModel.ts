/** A model that learns in a moment, and what it learns. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import "../../../src/training";

/** Points left and right of a line. */
export function separablePoints(samples: number): [tf.Tensor, tf.Tensor] {
  const x = tf.randomUniform([samples, 2], -1, 1);
  const y = tf.tidy(() => x.sum(1).greater(0).toInt());
  return [x, y];
}

export function classifier(): tf.Sequential {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 8, activation: "relu", inputShape: [2] }),
      tf.layers.dense({ units: 2, activation: "softmax" }),
    ],
  });
  model.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
  return model;
}
