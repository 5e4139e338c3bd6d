/** The layers that predictions come from: whether they give probabilities, for losses that want them. */
import type * as tf from "@tensorflow/tfjs-node-gpu";

/** `unbounded` stands for activations that are no probabilities, `undefined` for a layer that nobody knows. */
export type OutputKind = "softmax" | "sigmoid" | "unbounded" | undefined;

interface OutputLayer {
  layer: tf.layers.Layer;
  kind: OutputKind;
}

const layersOf = new WeakMap<tf.Tensor, OutputLayer>();

/** The layer that has made predictions; undefined where they come from elsewhere. */
export const outputLayerOf = (predictions: tf.Tensor): OutputLayer | undefined => layersOf.get(predictions);

/** Predictions for a part of a batch, and for all of it. */
export function copyOutputLayer(part: tf.Tensor, whole: tf.Tensor): void {
  const found = layersOf.get(part);
  if (found) layersOf.set(whole, found);
}

export function noteOutputLayers(model: tf.LayersModel, predictions: readonly tf.Tensor[]): void {
  for (const [index, prediction] of predictions.entries()) {
    const layer = lastLayer(model.outputs[index]);
    if (layer) layersOf.set(prediction, { layer, kind: kindOf(layer) });
  }
}

interface Source {
  sourceLayer: tf.layers.Layer;
  tensorIndex: number;
}

/** Of a model within a model, the one inside. */
function lastLayer(output: tf.SymbolicTensor | undefined): tf.layers.Layer | undefined {
  if (!output) return undefined;
  const { sourceLayer, tensorIndex } = output as unknown as Source;
  const inner = (sourceLayer as { outputs?: tf.SymbolicTensor[] }).outputs?.[tensorIndex];
  return inner && inner !== output ? lastLayer(inner) : sourceLayer;
}

const withActivation = [
  "Dense",
  "Activation",
  "Conv1D",
  "Conv2D",
  "Conv3D",
  "Conv2DTranspose",
  "Conv3DTranspose",
  "SeparableConv2D",
];

const unbounded = [
  "linear",
  "relu",
  "relu6",
  "elu",
  "selu",
  "tanh",
  "softplus",
  "softsign",
  "swish",
  "mish",
  "gelu",
];

function kindOf(layer: tf.layers.Layer): OutputKind {
  const name = layer.getClassName();
  if (name === "Softmax") return "softmax";
  if (name === "ReLU" || name === "LeakyReLU" || name === "ELU") return "unbounded";
  if (!withActivation.includes(name)) return undefined;
  const { activation } = layer as { activation?: tf.serialization.Serializable };
  const of = activation?.getClassName();
  // It gives what it was given, which may be probabilities.
  if (name === "Activation" && of === "linear") return undefined;
  if (of === "softmax" || of === "sigmoid") return of;
  return of !== undefined && unbounded.includes(of) ? "unbounded" : undefined;
}
