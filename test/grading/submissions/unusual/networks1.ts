/** Exercise 1 with other networks than the solution's. */
import type { Submission } from "../submission";
import { firstConvolution, fitWith, layers, pooling, rightOne, secondConvolution, ten } from "./pieces1";

export const networks1: readonly Submission[] = [
  rightOne("functional", "tf.model instead of tf.sequential.", {
    "task-2": `
const input = tf.input({ shape: [28, 28, 1] });
let x = tf.layers.conv2d({ filters: 16, kernelSize: 3, activation: "relu" }).apply(input) as tf.SymbolicTensor;
x = tf.layers.maxPooling2d({ poolSize: 2 }).apply(x) as tf.SymbolicTensor;
x = tf.layers.conv2d({ filters: 32, kernelSize: 3, activation: "relu" }).apply(x) as tf.SymbolicTensor;
x = tf.layers.maxPooling2d({ poolSize: 2 }).apply(x) as tf.SymbolicTensor;
x = tf.layers.flatten().apply(x) as tf.SymbolicTensor;
x = tf.layers.dense({ units: 64, activation: "relu" }).apply(x) as tf.SymbolicTensor;
const out = tf.layers.dense({ units: 10, activation: "softmax" }).apply(x) as tf.SymbolicTensor;
const model = tf.model({ inputs: input, outputs: out });
model.summary();`,
  }),
  rightOne("nested", "The convolutions are in a model inside the model.", {
    "task-2": `
const eyes = tf.sequential({ name: "eyes" });
eyes.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 16, kernelSize: 3, activation: "relu" }));
eyes.add(tf.layers.maxPooling2d({ poolSize: 2 }));
eyes.add(tf.layers.conv2d({ filters: 32, kernelSize: 3, activation: "relu" }));
eyes.add(tf.layers.maxPooling2d({ poolSize: 2 }));
eyes.add(tf.layers.flatten());
const model = tf.sequential();
model.add(eyes);
model.add(tf.layers.dense({ units: 64, activation: "relu" }));
model.add(tf.layers.dense({ units: 10, activation: "softmax" }));
model.summary();`,
  }),
  rightOne("separable", "Separable convolutions.", {
    "task-2": layers(
      firstConvolution,
      pooling,
      'separableConv2d({ filters: 32, kernelSize: 3, activation: "relu" })',
      pooling,
      "flatten()",
      'dense({ units: 64, activation: "relu" })',
      ten,
    ),
  }),
  rightOne("depthwise", "A depthwise convolution, and a pointwise one after it.", {
    "task-2": layers(
      firstConvolution,
      pooling,
      'depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, activation: "relu" })',
      'conv2d({ filters: 32, kernelSize: 1, activation: "relu" })',
      pooling,
      "flatten()",
      'dense({ units: 64, activation: "relu" })',
      ten,
    ),
  }),
  rightOne("only-depthwise-after-one", "One Conv2D and one DepthwiseConv2D: two convolutions.", {
    "task-2": layers(
      firstConvolution,
      pooling,
      'depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, activation: "relu" })',
      pooling,
      "flatten()",
      'dense({ units: 64, activation: "relu" })',
      ten,
    ),
  }),
  rightOne("residual", "A residual block: the input of two convolutions is added to their output.", {
    "task-2": `
const input = tf.input({ shape: [28, 28, 1] });
const apply = (layer: tf.layers.Layer, to: tf.SymbolicTensor | tf.SymbolicTensor[]) =>
  layer.apply(to) as tf.SymbolicTensor;
const conv = (filters: number, activation?: "relu") =>
  tf.layers.conv2d({ filters, kernelSize: 3, padding: "same", activation });
const stem = apply(tf.layers.maxPooling2d({ poolSize: 2 }), apply(conv(16, "relu"), input));
const inner = apply(conv(16), apply(conv(16, "relu"), stem));
const sum = apply(tf.layers.reLU(), apply(tf.layers.add(), [stem, inner]));
const flat = apply(tf.layers.flatten(), apply(tf.layers.maxPooling2d({ poolSize: 2 }), sum));
const model = tf.model({
  inputs: input, outputs: apply(tf.layers.dense({ units: 10, activation: "softmax" }), flat),
});
model.summary();`,
  }),
  rightOne("batch-normalization", "Batch normalization between convolution and activation.", {
    "task-2": layers(
      "conv2d({ inputShape: [28, 28, 1], filters: 16, kernelSize: 3, useBias: false })",
      "batchNormalization()",
      "reLU()",
      pooling,
      "conv2d({ filters: 32, kernelSize: 3, useBias: false })",
      "batchNormalization()",
      "reLU()",
      pooling,
      "flatten()",
      'dense({ units: 64, activation: "relu" })',
      ten,
    ),
  }),
  rightOne("l2", "L2 penalties: the loss that evaluate gives holds them.", {
    "task-2": layers(
      'conv2d({ inputShape: [28, 28, 1], filters: 16, kernelSize: 3, activation: "relu", kernelRegularizer: tf.regularizers.l2({ l2: 1e-3 }) })',
      pooling,
      'conv2d({ filters: 32, kernelSize: 3, activation: "relu", kernelRegularizer: tf.regularizers.l2({ l2: 1e-3 }) })',
      pooling,
      "flatten()",
      'dense({ units: 64, activation: "relu", kernelRegularizer: tf.regularizers.l2({ l2: 1e-4 }) })',
      ten,
    ),
  }),
  rightOne("dropout", "Much dropout: validation is better than training.", {
    "task-2": layers(
      'conv2d({ inputShape: [28, 28, 1], filters: 32, kernelSize: 3, activation: "relu" })',
      pooling,
      "dropout({ rate: 0.25 })",
      'conv2d({ filters: 32, kernelSize: 3, activation: "relu" })',
      pooling,
      "dropout({ rate: 0.25 })",
      "flatten()",
      'dense({ units: 64, activation: "relu" })',
      "dropout({ rate: 0.5 })",
      ten,
    ),
  }),
  rightOne("strided", "Strides instead of pooling.", {
    "task-2": layers(
      'conv2d({ inputShape: [28, 28, 1], filters: 16, kernelSize: 3, strides: 2, activation: "relu" })',
      'conv2d({ filters: 32, kernelSize: 3, strides: 2, activation: "relu" })',
      "flatten()",
      'dense({ units: 64, activation: "relu" })',
      ten,
    ),
  }),
  rightOne(
    "global-average",
    "Global average pooling instead of flatten, with batch normalization; 20 epochs.",
    {
      "task-2": layers(
        'conv2d({ inputShape: [28, 28, 1], filters: 16, kernelSize: 3, padding: "same" })',
        "batchNormalization({ momentum: 0.9 })",
        "reLU()",
        pooling,
        'conv2d({ filters: 32, kernelSize: 3, padding: "same" })',
        "batchNormalization({ momentum: 0.9 })",
        "reLU()",
        pooling,
        'conv2d({ filters: 64, kernelSize: 3, padding: "same", activation: "relu" })',
        "globalAveragePooling2d({})",
        ten,
      ),
      "task-4": fitWith("epochs: 10", "epochs: 20"),
    },
  ),
  rightOne("three-convolutions", "Three convolutions with an average pooling, and ELU.", {
    "task-2": layers(
      'conv2d({ inputShape: [28, 28, 1], filters: 16, kernelSize: 5, activation: "elu", padding: "same" })',
      "averagePooling2d({ poolSize: 2 })",
      'conv2d({ filters: 24, kernelSize: 3, activation: "elu" })',
      pooling,
      'conv2d({ filters: 32, kernelSize: 3, activation: "elu" })',
      "flatten()",
      ten,
    ),
  }),
  rightOne("own-softmax", "Ten logits, and a softmax layer after them.", {
    "task-2": layers(
      firstConvolution,
      pooling,
      secondConvolution,
      pooling,
      "flatten()",
      'dense({ units: 64, activation: "relu" })',
      "dense({ units: 10 })",
      "softmax()",
    ),
  }),
  rightOne("unused-input-layer", "An input layer of its own, and named layers.", {
    "task-2": layers(
      'inputLayer({ inputShape: [28, 28, 1], name: "pictures" })',
      'conv2d({ filters: 16, kernelSize: 3, activation: "relu", name: "edges" })',
      pooling,
      'conv2d({ filters: 32, kernelSize: 3, activation: "relu", name: "parts" })',
      pooling,
      "flatten()",
      'dense({ units: 64, activation: "relu" })',
      'dense({ units: 10, activation: "softmax", name: "garments" })',
    ),
  }),
  rightOne("sequential-list", "The layers as a list.", {
    "task-2": `
const model = tf.sequential({ layers: [
  tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 16, kernelSize: 3, activation: "relu" }),
  tf.layers.maxPooling2d({ poolSize: 2 }),
  tf.layers.conv2d({ filters: 32, kernelSize: 3, activation: "relu" }),
  tf.layers.maxPooling2d({ poolSize: 2 }),
  tf.layers.flatten(),
  tf.layers.dense({ units: 64, activation: "relu" }),
  tf.layers.dense({ units: 10, activation: "softmax" }),
] });
model.summary();`,
  }),
];
