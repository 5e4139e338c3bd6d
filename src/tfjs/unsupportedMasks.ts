/** Masks that reach a layer which cannot compute with them: known from the model alone, before it computes. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { handsMaskOn, makesMasks } from "./layerMasks";
import { stepsOf } from "./patches/callModels";

/** Layers that Keras gives each step of a TimeDistributed's mask. */
const perStep = new Set([
  ...["RNN", "SimpleRNN", "LSTM", "GRU", "ResetAfterGRU", "Bidirectional"],
  ...["GlobalAveragePooling1D", "Softmax"],
]);

/** The first layer that a mask reaches and that trainbook cannot compute with one; undefined where all can. */
export const unsupportedMask = (model: tf.LayersModel): tf.layers.Layer | undefined =>
  follow(model, false).unsupported;

function follow(
  model: tf.LayersModel,
  areInputsMasked: boolean,
): { unsupported?: tf.layers.Layer; isOutputMasked: boolean } {
  const masked = new Set<tf.SymbolicTensor>(areInputsMasked ? model.inputs : []);
  for (const { layer, node } of stepsOf(model)) {
    const isMasked = node.inputTensors.some((input) => masked.has(input));
    const within = "layers" in layer ? follow(functional(layer as tf.LayersModel), isMasked) : undefined;
    if (within?.unsupported) return within;
    if (isMasked && hasMaskPerStep(layer)) return { unsupported: layer, isOutputMasked: false };
    const isOutputMasked = within?.isOutputMasked ?? (makesMasks(layer) || (isMasked && handsMaskOn(layer)));
    if (isOutputMasked) for (const output of node.outputTensors) masked.add(output);
  }
  return { isOutputMasked: model.outputs.some((output) => masked.has(output)) };
}

/** A tf.Sequential computes by the functional model inside it. */
function functional(model: tf.LayersModel): tf.LayersModel {
  if (!model.built) (model as tf.Sequential).build();
  return (model as { model?: tf.LayersModel }).model ?? model;
}

const hasMaskPerStep = (layer: tf.layers.Layer): boolean =>
  layer.getClassName() === "TimeDistributed" &&
  perStep.has((layer as unknown as { layer: tf.layers.Layer }).layer.getClassName());
