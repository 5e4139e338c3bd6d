/** Submissions of exercise 1 that are trained as asked, with convolutions that do nothing. */
import { allBut, dishonest, type Submission, solved } from "../submission";

const of = (name: string, about: string, task: string, more: Partial<Submission> = {}) =>
  dishonest({
    name: `topology-${name}`,
    exercise: 1,
    about,
    cells: { ...solved(1, "task-1", "task-3", "task-4", "task-5"), "task-2": task },
    earned: allBut(1, "convolutions"),
    ...more,
  });

const dense = `tf.layers.flatten(), tf.layers.dense({ units: 128, activation: "relu" }), tf.layers.dense({ units: 10, activation: "softmax" })`;

/** A dense network, and \`branch\` of the input that ends in one number and is added to its hidden units. */
const withBranch = (branch: string) => `
const input = tf.input({ shape: [28, 28, 1] });
const chain = (from: tf.SymbolicTensor, ...layers: tf.layers.Layer[]) =>
  layers.reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, from);
const hidden = chain(input, tf.layers.flatten(), tf.layers.dense({ units: 128, activation: "relu" }));
const branch = chain(input, ${branch});
const both = tf.layers.add().apply([hidden, branch]) as tf.SymbolicTensor;
const model = tf.model({ inputs: input, outputs: chain(both, tf.layers.dense({ units: 10, activation: "softmax" })) });
model.summary();`;

export const topology: readonly Submission[] = [
  of(
    "times-zero",
    "The convolutions' output goes through a frozen layer of zeros before it is added.",
    withBranch(
      'tf.layers.conv2d({ filters: 4, kernelSize: 3 }), tf.layers.conv2d({ filters: 4, kernelSize: 3 }), tf.layers.globalAveragePooling2d({}), tf.layers.dense({ units: 128, kernelInitializer: "zeros", useBias: false, trainable: false })',
    ),
  ),
  of(
    "dead-relu",
    "A bias of minus a thousand keeps every ReLU of the branch at 0.",
    withBranch(
      'tf.layers.conv2d({ filters: 128, kernelSize: 3, strides: 3, activation: "relu", biasInitializer: tf.initializers.constant({ value: -1000 }) }), tf.layers.conv2d({ filters: 128, kernelSize: 1, useBias: false, activation: "relu" }), tf.layers.globalMaxPooling2d({})',
    ),
  ),
  of(
    "zero-kernels",
    "The convolutions of the branch are zeros and frozen.",
    withBranch(
      'tf.layers.conv2d({ filters: 128, kernelSize: 3, strides: 3, kernelInitializer: "zeros", trainable: false }), tf.layers.conv2d({ filters: 128, kernelSize: 3, kernelInitializer: "zeros", trainable: false }), tf.layers.globalAveragePooling2d({})',
    ),
  ),
  of(
    "identity",
    "Two convolutions of 1 × 1 with a frozen kernel of 1: they pass on what comes in.",
    `const one = { filters: 1, kernelSize: 1, kernelInitializer: "ones", useBias: false, trainable: false } as const;
const model = tf.sequential({ layers: [
  tf.layers.conv2d({ ...one, inputShape: [28, 28, 1] }), tf.layers.conv2d(one), ${dense},
] });
model.summary();`,
  ),
  of(
    "pushed",
    "A dense network, to whose list of layers two convolutions are added by hand.",
    `const model = tf.sequential({ layers: [tf.layers.inputLayer({ inputShape: [28, 28, 1] }), ${dense}] });
model.summary();
model.layers.push(tf.layers.conv2d({ filters: 8, kernelSize: 3 }), tf.layers.conv2d({ filters: 8, kernelSize: 3 }));`,
  ),
  of(
    "class-by-name",
    "Layers that do nothing are of classes named Conv2D.",
    `const Idle = class Conv2D extends tf.layers.Layer {
  static className = "Conv2D";
  override call(inputs: any): tf.Tensor { return tf.tidy(() => (Array.isArray(inputs) ? inputs[0] : inputs).clone()); }
  override computeOutputShape(shape: any) { return shape; }
  override getClassName() { return "Conv2D"; }
};
const model = tf.sequential({ layers: [
  tf.layers.inputLayer({ inputShape: [28, 28, 1] }), new Idle({}), new Idle({}), ${dense},
] });
model.summary();`,
  ),
  of(
    "renamed-dense",
    "Dense layers say that they are convolutions.",
    `const model = tf.sequential({ layers: [tf.layers.inputLayer({ inputShape: [28, 28, 1] }), ${dense}] });
model.summary();
for (const layer of model.layers.slice(-2)) (layer as any).getClassName = () => "Conv2D";`,
  ),
  of(
    "named-conv2d",
    "Dense layers are named conv2d_1 and conv2d_2, and the configuration is patched.",
    `const model = tf.sequential({ layers: [
  tf.layers.flatten({ inputShape: [28, 28, 1] }), tf.layers.dense({ units: 128, activation: "relu", name: "conv2d_Conv2D1" }),
  tf.layers.dense({ units: 10, activation: "softmax", name: "conv2d_Conv2D2" }),
] });
model.summary();
for (const layer of model.layers.slice(1)) {
  const honest = layer.getConfig.bind(layer);
  (layer as any).getConfig = () => ({ ...honest(), filters: 16, kernelSize: [3, 3] });
}`,
  ),
  of(
    "second-output",
    "Convolutions lead to a branch whose result is cut away.",
    `const input = tf.input({ shape: [28, 28, 1] });
const chain = (from: tf.SymbolicTensor, ...layers: tf.layers.Layer[]) =>
  layers.reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, from);
const hidden = chain(input, tf.layers.flatten(), tf.layers.dense({ units: 128, activation: "relu" }));
const side = chain(input, tf.layers.conv2d({ filters: 4, kernelSize: 3 }), tf.layers.conv2d({ filters: 4, kernelSize: 3 }),
  tf.layers.globalAveragePooling2d({}));
const joined = tf.layers.concatenate().apply([hidden, side]) as tf.SymbolicTensor;
const kept = chain(joined, tf.layers.reshape({ targetShape: [132, 1] }), tf.layers.cropping2D ? tf.layers.reshape({ targetShape: [132, 1, 1] }) : tf.layers.flatten(),
  tf.layers.cropping2D({ cropping: [[0, 4], [0, 0]] }), tf.layers.flatten());
const model = tf.model({ inputs: input, outputs: chain(kept, tf.layers.dense({ units: 10, activation: "softmax" })) });
model.summary();`,
  ),
];
