/** Models of every kind, small, with data for them. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import type { CompileOptions } from "../../../src/training";

const { layers } = tf;

export interface Animal {
  model: tf.LayersModel;
  x: tf.Tensor | tf.Tensor[];
  y: tf.Tensor | tf.Tensor[];
  compile: Pick<CompileOptions, "loss" | "metrics" | "lossWeights">;
}

/** So many are in the batch of each. */
export const SAMPLES = 32;

const classes: Animal["compile"] = { loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] };

const labels = () => tf.randomUniform([SAMPLES], 0, 3, "int32");

/** Layers followed by a softmax of three classes. */
function classifier(body: tf.layers.Layer[]): Animal {
  const model = tf.sequential({ layers: [...body, layers.dense({ units: 3, activation: "softmax" })] });
  const shape = (model.inputs[0] as tf.SymbolicTensor).shape.slice(1) as number[];
  return { model, x: tf.randomNormal([SAMPLES, ...shape]), y: labels(), compile: classes };
}

/** Learned scales of its inputs, with a part that regularizes. */
class Scale extends tf.layers.Layer {
  static className = "ZooScale";
  private scale: tf.LayerVariable | undefined;

  override build(shape: tf.Shape): void {
    this.scale = this.addWeight(
      "scale",
      [shape.at(-1) as number],
      "float32",
      tf.initializers.ones(),
      tf.regularizers.l2({ l2: 0.01 }) as never,
    );
    super.build(shape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [x] = [inputs].flat() as [tf.Tensor];
    return tf.tidy(() =>
      x
        .mul((this.scale as tf.LayerVariable).read())
        .tanh()
        .add(x),
    );
  }
}

type Symbolic = tf.SymbolicTensor;
const apply = (layer: tf.layers.Layer, inputs: Symbolic | Symbolic[]) => layer.apply(inputs) as Symbolic;

const image = { inputShape: [12, 12, 2] };
const sequence = { inputShape: [6, 4] };

export const zoo: Readonly<Record<string, () => Animal>> = {
  "dense network": () =>
    classifier([
      layers.dense({ units: 16, activation: "relu", inputShape: [8] }),
      layers.dense({ units: 8, activation: "tanh" }),
    ]),
  "course CNN": () =>
    classifier([
      layers.conv2d({ inputShape: [28, 28, 1], filters: 8, kernelSize: 3, activation: "relu" }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.conv2d({ filters: 16, kernelSize: 3, activation: "relu" }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.conv2d({ filters: 16, kernelSize: 3, activation: "relu" }),
      layers.flatten(),
      layers.dense({ units: 16, activation: "relu" }),
    ]),
  "strided convolutions": () =>
    classifier([
      layers.conv2d({
        ...image,
        filters: 4,
        kernelSize: 3,
        strides: [1, 2] as [number, number],
        padding: "same",
        activation: "selu",
      }),
      layers.conv2d({ filters: 6, kernelSize: 3, strides: 2, padding: "same", activation: "elu" }),
      layers.globalMaxPooling2d({}),
    ]),
  "one-dimensional convolutions": () =>
    classifier([
      layers.conv1d({ inputShape: [20, 3], filters: 6, kernelSize: 5, activation: "relu" }),
      layers.maxPooling1d({ poolSize: 2 }),
      layers.conv1d({ filters: 6, kernelSize: 3, activation: "softplus" }),
      layers.globalAveragePooling1d({}),
    ]),
  "separable and depthwise convolutions": () =>
    classifier([
      layers.separableConv2d({ ...image, filters: 6, kernelSize: 3, activation: "relu6" }),
      layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2 }),
      layers.globalAveragePooling2d({}),
    ]),
  autoencoder: () => {
    const model = tf.sequential({
      layers: [
        layers.conv2d({
          ...image,
          filters: 4,
          kernelSize: 3,
          strides: 2,
          padding: "same",
          activation: "relu",
        }),
        layers.upSampling2d({ size: [2, 2] }),
        layers.conv2dTranspose({ filters: 2, kernelSize: 3, padding: "same", activation: "sigmoid" }),
      ],
    });
    const x = tf.randomUniform([SAMPLES, 12, 12, 2]);
    return { model, x, y: x, compile: { loss: "mean_squared_error", metrics: ["mae"] } };
  },
  "batch normalization": () =>
    classifier([
      layers.conv2d({ ...image, filters: 6, kernelSize: 3, useBias: false }),
      layers.batchNormalization(),
      layers.activation({ activation: "relu" }),
      layers.flatten(),
      layers.dense({ units: 8 }),
      layers.batchNormalization({ scale: false }),
    ]),
  "layer normalization": () =>
    classifier([
      layers.dense({ units: 8, inputShape: [8], activation: "relu" }),
      layers.layerNormalization(),
      layers.dense({ units: 8, activation: "swish" as never }),
    ]),
  "dropout and noise": () =>
    classifier([
      layers.gaussianNoise({ stddev: 0.1, inputShape: [12, 12, 2] } as never),
      layers.conv2d({ filters: 4, kernelSize: 3, activation: "relu" }),
      layers.dropout({ rate: 0.3 }),
      layers.flatten(),
      layers.dense({ units: 16, activation: "relu" }),
      layers.dropout({ rate: 0.5 }),
    ]),
  "learned and leaky rectifiers": () =>
    classifier([
      layers.conv2d({ ...image, filters: 4, kernelSize: 3 }),
      layers.prelu({}),
      layers.averagePooling2d({ poolSize: 2 }),
      layers.conv2d({ filters: 4, kernelSize: 3 }),
      layers.leakyReLU({ alpha: 0.2 }),
      layers.flatten(),
    ]),
  "simple recurrent": () => classifier([layers.simpleRNN({ ...sequence, units: 8 })]),
  LSTM: () =>
    classifier([
      layers.lstm({ ...sequence, units: 8, returnSequences: true }),
      layers.lstm({ units: 8, recurrentActivation: "sigmoid" }),
    ]),
  GRU: () => classifier([layers.gru({ ...sequence, units: 8 })]),
  "bidirectional LSTM": () =>
    classifier([
      layers.bidirectional({
        layer: layers.lstm({ units: 6 }) as tf.RNN,
        ...sequence,
        mergeMode: "concat",
      } as never),
    ]),
  "time-distributed": () =>
    classifier([
      layers.timeDistributed({ ...sequence, layer: layers.dense({ units: 6, activation: "relu" }) }),
      layers.flatten(),
    ]),
  "embedded words": () => {
    const model = tf.sequential({
      layers: [
        layers.embedding({ inputDim: 20, outputDim: 8, inputLength: 7 }),
        layers.globalAveragePooling1d({}),
        layers.dense({ units: 1, activation: "sigmoid" }),
      ],
    });
    const x = tf.randomUniform([SAMPLES, 7], 0, 20, "int32");
    const y = tf.randomUniform([SAMPLES, 1], 0, 2, "int32");
    return { model, x, y, compile: { loss: "binary_crossentropy", metrics: ["accuracy", "auc"] } };
  },
  attention: () => {
    const inputs = tf.input({ shape: [6, 4] });
    const query = apply(layers.dense({ units: 5 }), inputs);
    const key = apply(layers.dense({ units: 5 }), inputs);
    const value = apply(layers.dense({ units: 5 }), inputs);
    const scores = apply(
      layers.activation({ activation: "softmax" }),
      apply(layers.dot({ axes: 2 }), [query, key]),
    );
    const attended = apply(layers.dot({ axes: [2, 1] }), [scores, value]);
    const outputs = apply(
      layers.dense({ units: 3, activation: "softmax" }),
      apply(layers.globalAveragePooling1d({}), attended),
    );
    const model = tf.model({ inputs, outputs });
    return { model, x: tf.randomNormal([SAMPLES, 6, 4]), y: labels(), compile: classes };
  },
  residual: () => {
    const inputs = tf.input({ shape: [12, 12, 2] });
    const first = apply(
      layers.conv2d({ filters: 4, kernelSize: 3, padding: "same", activation: "relu" }),
      inputs,
    );
    const second = apply(layers.conv2d({ filters: 4, kernelSize: 3, padding: "same" }), first);
    const sum = apply(layers.activation({ activation: "relu" }), apply(layers.add(), [first, second]));
    const wide = apply(layers.concatenate(), [sum, first]);
    const outputs = apply(
      layers.dense({ units: 3, activation: "softmax" }),
      apply(layers.globalAveragePooling2d({}), wide),
    );
    return {
      ...{ model: tf.model({ inputs, outputs }), x: tf.randomNormal([SAMPLES, 12, 12, 2]) },
      ...{ y: labels(), compile: classes },
    };
  },
  "two inputs and two outputs": () => {
    const [left, right] = [tf.input({ shape: [5] }), tf.input({ shape: [7] })];
    const parts = [left, right].map((one) => apply(layers.dense({ units: 6, activation: "relu" }), one));
    const joined = apply(layers.multiply(), parts);
    const sort = apply(layers.dense({ units: 3, activation: "softmax", name: "sort" }), joined);
    const size = apply(layers.dense({ units: 1, name: "size" }), joined);
    return {
      model: tf.model({ inputs: [left, right], outputs: [sort, size] }),
      x: [tf.randomNormal([SAMPLES, 5]), tf.randomNormal([SAMPLES, 7])],
      y: [labels(), tf.randomNormal([SAMPLES, 1])],
      compile: { loss: ["sparse_categorical_crossentropy", "huber"], lossWeights: [1, 0.3] },
    };
  },
  "custom layer, regularized and constrained": () =>
    classifier([
      layers.dense({
        ...{ units: 8, inputShape: [8], kernelRegularizer: tf.regularizers.l1l2({ l1: 0.01, l2: 0.01 }) },
        ...{ kernelConstraint: tf.constraints.maxNorm({ maxValue: 0.6, axis: 0 }) },
      }),
      new Scale(),
    ]),
};
