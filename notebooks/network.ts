/**
 * The network that the lessons train, layer by layer as lesson 3 builds it. Change it here, restart the kernels of the
 * lessons, and every one of them trains yours.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";

/** What you may change without opening this file. */
export interface NetworkOptions {
  /** Kernels of the first convolution. The other two have twice as many. */
  filters?: number;
  /** Part of the numbers before the dense layers that is hidden in each step of training: from 0 to 1. */
  dropout?: number;
}

/** The network, not yet trained: three convolutions, then two dense layers. With the defaults, 93,322 parameters. */
export function network({ filters = 32, dropout = 0 }: NetworkOptions = {}): tf.Sequential {
  const { conv2d, dense, flatten, maxPooling2d } = tf.layers;
  const model = tf.sequential();
  model.add(conv2d({ inputShape: [28, 28, 1], filters, kernelSize: 3, activation: "relu" }));
  model.add(maxPooling2d({ poolSize: 2 }));
  model.add(conv2d({ filters: 2 * filters, kernelSize: 3, activation: "relu" }));
  model.add(maxPooling2d({ poolSize: 2 }));
  model.add(conv2d({ filters: 2 * filters, kernelSize: 3, activation: "relu" }));
  model.add(flatten());
  if (dropout > 0) model.add(tf.layers.dropout({ rate: dropout }));
  model.add(dense({ units: 64, activation: "relu" }));
  model.add(dense({ units: 10, activation: "softmax" }));
  return model;
}

/** The network, compiled as in lesson 4: Adam, cross-entropy for labels that are numbers, accuracy. */
export function compiledNetwork(options: NetworkOptions = {}): tf.Sequential {
  const model = network(options);
  model.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
  return model;
}
