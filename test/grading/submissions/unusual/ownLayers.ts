/** Solved with layers of classes of one's own, which no judge has. */
import { type Submission, solutionWith, unusual } from "../submission";

/** A residual block with its kernels. */
const residual = `class Residual extends tf.layers.Layer {
  static className = "Residual";
  private kernels: tf.LayerVariable[] = [];

  build(shape: tf.Shape): void {
    const channels = shape[3] as number;
    this.kernels = ["first", "second"].map((name) =>
      this.addWeight(name, [3, 3, channels, channels], "float32", tf.initializers.glorotUniform({})));
    this.built = true;
  }

  call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor4D;
      const [first, second] = this.kernels.map((kernel) => kernel.read() as tf.Tensor4D);
      return x.add(tf.relu(tf.conv2d(tf.relu(tf.conv2d(x, first, 1, "same")), second, 1, "same")));
    });
  }
}`;

/** Pictures are mirrored by chance, while the network trains. */
const mirrored = `class Mirrored extends tf.layers.Layer {
  static className = "Mirrored";

  call(inputs: tf.Tensor | tf.Tensor[], { training }: { training?: boolean }): tf.Tensor {
    const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor4D;
    if (!training) return x;
    return tf.tidy(() => {
      const isTurned = tf.randomUniform([x.shape[0], 1, 1, 1]).greater(0.5).cast("float32");
      return x.reverse(2).mul(isTurned).add(x.mul(tf.sub(1, isTurned)));
    });
  }
}`;

/** A block of tfjs's own layers, which it builds and calls. */
const block = `class Block extends tf.layers.Layer {
  static className = "Block";
  private readonly conv = tf.layers.conv2d({ filters: 32, kernelSize: 3, activation: "relu" });
  private readonly pool = tf.layers.maxPooling2d({ poolSize: 2 });

  build(shape: tf.Shape): void {
    this.conv.build(shape);
    this.trainableWeights = this.conv.trainableWeights;
    this.built = true;
  }

  computeOutputShape(shape: tf.Shape): tf.Shape {
    return this.pool.computeOutputShape(this.conv.computeOutputShape(shape)) as tf.Shape;
  }

  call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return this.pool.apply(this.conv.apply(inputs)) as tf.Tensor;
  }
}`;

const network = (...layers: string[]) => `const model = tf.sequential();
model.add(tf.layers.inputLayer({ inputShape: [28, 28, 1] }));
${layers.map((layer) => `model.add(${layer});`).join("\n")}
model.add(tf.layers.flatten());
model.add(tf.layers.dense({ units: 64, activation: "relu" }));
model.add(tf.layers.dense({ units: 10, activation: "softmax" }));
model.summary();`;

const convolution = 'tf.layers.conv2d({ filters: 16, kernelSize: 3, activation: "relu" })';
const pooling = "tf.layers.maxPooling2d({ poolSize: 2 })";

export const ownLayers: readonly Submission[] = [
  unusual({
    name: "one-own-layer",
    exercise: 1,
    about: "A residual block as a class with kernels of its own.",
    cells: { "task-2": `${residual}\n${network(convolution, pooling, "new Residual({})", pooling)}` },
  }),
  unusual({
    name: "one-own-augmentation",
    exercise: 1,
    about: "A layer class that mirrors pictures by chance while the network trains.",
    cells: {
      "task-2": `${mirrored}\n${network("new Mirrored({})", convolution, pooling, convolution, pooling)}`,
    },
  }),
  unusual({
    name: "one-own-block",
    exercise: 1,
    about: "A layer class that keeps a convolution and a pooling of tfjs's.",
    cells: { "task-2": `${block}\n${network(convolution, pooling, "new Block({})")}` },
  }),
  unusual({
    name: "three-own-layer",
    exercise: 3,
    about: "The network that both ways train has a residual block as a class.",
    cells: {
      "task-1": `${residual}\n${solutionWith(3, "task-1", "  model.add(tf.layers.flatten());", "  model.add(new Residual({}));\n  model.add(tf.layers.flatten());")}`,
    },
  }),
];
