/** Random models of layers that Keras and tfjs share, as data from which both build them. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import type { SeededRandom } from "../../src/engine";
import { ResetAfterGRU } from "../../src/saving/layers";

export interface LayerSpec {
  /** Keras's class. */
  name: string;
  /** In Keras's names. */
  options: Record<string, unknown>;
  /** The places of the tensors that go in; 0 is the model's input. */
  inputs: number[];
}

export interface ModelSpec {
  inputShape: number[];
  inputDtype: "float32" | "int32";
  isSequential: boolean;
  layers: LayerSpec[];
  optimizer: {
    name: "SGD" | "RMSprop" | "Adam" | "AdamW" | "Adagrad" | "Adadelta" | "Adamax" | "Nadam";
    options: Record<string, unknown>;
  };
  x: unknown[];
  y: number[][];
}

const samples = 6;

/** Large enough that gradients of nearly nothing, whose last digits differ, are not blown up to whole steps. */
const epsilon = 1e-3;

export function randomModel(random: SeededRandom): ModelSpec {
  const oneOf = <T>(...values: T[]): T => values[Math.floor(random.next() * values.length)] as T;
  const layers: LayerSpec[] = [];
  const add = (name: string, options: Record<string, unknown> = {}, inputs = [layers.length]): number =>
    layers.push({ name, options, inputs });
  const activation = () => oneOf("relu", "tanh", "sigmoid", "elu", "softplus", "hard_sigmoid", "linear");
  const regularizer = () =>
    oneOf<object>(
      {},
      {},
      { kernel_regularizer: { l1: 0, l2: 0.01 } },
      { kernel_regularizer: { l1: 0.001, l2: 0 } },
    );
  const constraint = () => oneOf<object>({}, {}, { kernel_constraint: { max_value: 1.5, axis: 0 } });

  const kind = oneOf("image", "branches", "sequence", "sequence");
  const isSequence = kind === "sequence";
  const size = 7;
  if (isSequence) {
    add("Embedding", { input_dim: 11, output_dim: 4 });
    const rnn = () => ({
      units: 3,
      activation: oneOf("tanh", "relu"),
      return_sequences: true,
      ...regularizer(),
    });
    for (let count = 0; count < oneOf(1, 2); count++) {
      const gates = { recurrent_activation: oneOf("sigmoid", "hard_sigmoid") };
      const recurrent = oneOf<[string, object]>(
        ["LSTM", { ...rnn(), ...gates, unit_forget_bias: oneOf(true, false) }],
        ["GRU", { ...rnn(), ...gates, reset_after: true }],
        ["GRU", { ...rnn(), ...gates, reset_after: false }],
        ["SimpleRNN", rnn()],
      );
      const [name, options] = recurrent;
      if (random.chance(0.4)) {
        add("Bidirectional", { layer: { name, options }, merge_mode: oneOf("concat", "sum", "mul", "ave") });
      } else add(name, { ...options, go_backwards: oneOf(false, false, true) });
    }
    if (random.chance(0.5)) add("TimeDistributed", { layer: { name: "Dense", options: { units: 2 } } });
    if (random.chance(0.5)) add("LayerNormalization", { epsilon: 1e-3 });
    if (random.chance(0.5))
      add("Conv1D", {
        filters: 3,
        kernel_size: 2,
        padding: oneOf("same", "valid"),
        activation: activation(),
      });
    add(...oneOf<[string]>(["GlobalAveragePooling1D"], ["GlobalMaxPooling1D"], ["Flatten"]));
  } else {
    add("Conv2D", {
      filters: 4,
      kernel_size: [3, 3],
      padding: oneOf("same", "valid"),
      strides: oneOf([1, 1], [2, 2]),
      activation: activation(),
      ...regularizer(),
      ...constraint(),
    });
    if (kind === "branches") {
      const from = layers.length;
      const left = add("Conv2D", { filters: 4, kernel_size: [1, 1], activation: activation() }, [from]);
      const right = add("DepthwiseConv2D", { kernel_size: [3, 3], padding: "same", depth_multiplier: 1 }, [
        from,
      ]);
      add(oneOf("Add", "Concatenate", "Multiply", "Average", "Maximum"), {}, [left, right]);
    }
    if (random.chance(0.6)) add("BatchNormalization", { momentum: 0.9, epsilon: 1e-3 });
    if (random.chance(0.5))
      add("SeparableConv2D", {
        filters: 3,
        kernel_size: [2, 2],
        padding: "same",
        depth_multiplier: oneOf(1, 2),
        activation: activation(),
      });
    if (random.chance(0.5))
      add("DepthwiseConv2D", { kernel_size: [2, 2], padding: "same", depth_multiplier: oneOf(1, 2) });
    if (random.chance(0.4))
      add(oneOf("MaxPooling2D", "AveragePooling2D"), { pool_size: [2, 2], padding: oneOf("same", "valid") });
    if (random.chance(0.3)) add("UpSampling2D", { size: [2, 2] });
    if (random.chance(0.3))
      add("ZeroPadding2D", {
        padding: [
          [1, 0],
          [0, 2],
        ],
      });
    if (random.chance(0.3))
      add("Conv2DTranspose", {
        filters: 2,
        kernel_size: [2, 2],
        strides: oneOf([1, 1], [2, 2]),
        padding: oneOf("same", "valid"),
      });
    if (random.chance(0.3)) add("PReLU", {});
    if (random.chance(0.3)) add("LeakyReLU", { negative_slope: 0.2 });
    if (random.chance(0.5)) add("Dropout", { rate: 0 });
    add(oneOf("Flatten", "GlobalAveragePooling2D"));
  }
  add("Dense", { units: 5, activation: activation(), ...regularizer(), ...constraint() });
  if (random.chance(0.5)) add("LayerNormalization", { epsilon: 1e-2 });
  add("Dense", { units: 2, activation: oneOf("softmax", "linear", "sigmoid") });

  const numbers = (shape: number[], draw: () => number): unknown => {
    const [length, ...inner] = shape;
    return length === undefined ? draw() : Array.from({ length }, () => numbers(inner, draw));
  };
  const inputShape = isSequence ? [5] : [size, size, 2];
  const draw = isSequence ? () => Math.floor(random.next() * 11) : () => random.between(-1, 1);
  return {
    inputShape,
    inputDtype: isSequence ? "int32" : "float32",
    isSequential: kind !== "branches" && random.chance(0.5),
    layers,
    optimizer: oneOf<ModelSpec["optimizer"]>(
      { name: "SGD", options: { learning_rate: 0.05, momentum: 0.9 } },
      { name: "SGD", options: { learning_rate: 0.05 } },
      // Keras's centered RMSprop fails on the gradients of some embeddings.
      { name: "RMSprop", options: { learning_rate: 0.005, momentum: 0.5, centered: !isSequence } },
      { name: "Adam", options: { learning_rate: 0.002, epsilon, amsgrad: oneOf(true, false) } },
      { name: "AdamW", options: { learning_rate: 0.002, epsilon, weight_decay: 0.01 } },
      { name: "Adagrad", options: { learning_rate: 0.05 } },
      { name: "Adadelta", options: { learning_rate: 0.5 } },
      { name: "Adamax", options: { learning_rate: 0.002, epsilon } },
      { name: "Nadam", options: { learning_rate: 0.0005, epsilon } },
    ),
    x: numbers([samples, ...inputShape], draw) as unknown[],
    y: numbers([samples, 2], () => random.next()) as number[][],
  };
}

const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The same in tfjs. */
export function buildInTfjs(spec: ModelSpec): tf.LayersModel {
  if (spec.isSequential) {
    const [first, ...rest] = spec.layers as [LayerSpec, ...LayerSpec[]];
    const input = { inputShape: spec.inputShape };
    return tf.sequential({ layers: [madeLayer(first, input), ...rest.map((layer) => madeLayer(layer))] });
  }
  const tensors: tf.SymbolicTensor[] = [tf.input({ shape: spec.inputShape, dtype: spec.inputDtype })];
  for (const layer of spec.layers) {
    const given = layer.inputs.map((index) => tensors[index] as tf.SymbolicTensor);
    const output = madeLayer(layer).apply(given.length > 1 ? given : (given[0] as tf.SymbolicTensor));
    tensors.push(output as tf.SymbolicTensor);
  }
  return tf.model({ inputs: tensors[0] as tf.SymbolicTensor, outputs: tensors.at(-1) as tf.SymbolicTensor });
}

function madeLayer({ name, options }: Omit<LayerSpec, "inputs">, input: object = {}): tf.layers.Layer {
  const config: Record<string, unknown> = { ...input };
  for (const [option, value] of Object.entries(options)) config[camel(option)] = valueFor(option, value);
  if (name === "LeakyReLU") config.alpha = config.negativeSlope;
  const makers = tf.layers as unknown as Record<string, (config: object) => tf.layers.Layer>;
  const isOwn = name === "GRU" && options.reset_after === true;
  if (isOwn) return new ResetAfterGRU(config as never);
  const maker = Object.keys(makers).find((key) => key.toLowerCase() === name.toLowerCase()) as string;
  return (makers[maker] as (config: object) => tf.layers.Layer)(config);
}

function valueFor(option: string, value: unknown): unknown {
  if (option === "layer") return madeLayer(value as LayerSpec);
  if (option.endsWith("regularizer")) return tf.regularizers.l1l2(value as { l1: number; l2: number });
  if (option.endsWith("constraint")) {
    const { max_value: maxValue, axis } = value as { max_value: number; axis: number };
    return tf.constraints.maxNorm({ maxValue, axis });
  }
  return value === "hard_sigmoid" ? "kerasHardSigmoid" : value;
}
