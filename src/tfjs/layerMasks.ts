/**
 * The handling of masks in Keras 3.15.1's layers: which take one, and which mask their outputs have. Several layers of
 * tfjs handle them differently, or not at all (engine/executor.ts hands a mask to every layer that is computed later).
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import type { CallArguments, LayerPrivates } from "./layerPrivates";
import { maskOf } from "./masks";

type Masks = readonly (tf.Tensor | undefined)[];

/** Layers of tfjs that hand their input's mask on. */
const passing = new Set([
  ...["Dense", "Activation", "LayerNormalization", "BatchNormalization", "TimeDistributed", "Rescaling"],
  ...["ELU", "LeakyReLU", "PReLU", "ReLU", "Softmax"],
  ...["Dropout", "SpatialDropout1D", "AlphaDropout", "GaussianDropout", "GaussianNoise"],
]);

/** Layers of tfjs that compute with a mask. */
const taking = new Set([
  ...["RNN", "SimpleRNN", "LSTM", "GRU", "ResetAfterGRU", "ConvLSTM2D", "Bidirectional", "TimeDistributed"],
  ...["BatchNormalization", "GlobalAveragePooling1D", "Softmax"],
]);

const recurrent = new Set(["RNN", "SimpleRNN", "LSTM", "GRU", "ResetAfterGRU", "ConvLSTM2D"]);
const merging = new Set(["Add", "Average", "Maximum", "Minimum", "Multiply"]);

/** Layers of tfjs that end a mask, though tfjs lets some of them pass it on. */
const ending = new Set([
  ...["InputLayer", "Flatten", "Reshape", "Permute", "RepeatVector", "Dot", "ThresholdedReLU"],
  ...[
    "Conv1D",
    "Conv2D",
    "Conv3D",
    "Conv2DTranspose",
    "Conv3DTranspose",
    "SeparableConv2D",
    "DepthwiseConv2D",
  ],
  ...["MaxPooling1D", "MaxPooling2D", "MaxPooling3D"],
  ...["AveragePooling1D", "AveragePooling2D", "AveragePooling3D"],
  ...["GlobalAveragePooling1D", "GlobalAveragePooling2D", "GlobalMaxPooling1D", "GlobalMaxPooling2D"],
  ...["Cropping2D", "UpSampling2D", "ZeroPadding2D"],
  ...["CenterCrop", "CategoryEncoding", "Resizing", "RandomWidth"],
]);

/** Whether a class is one of tfjs's layers, whose way with masks is known. Others are custom layers. */
export const isKnownWithMasks = (className: string): boolean =>
  [passing, taking, recurrent, merging, ending].some((known) => known.has(className)) ||
  ["Embedding", "Masking", "Concatenate"].includes(className);

/** Whether a layer is given the mask of its inputs. Custom layers are: their `call` may read it or not. */
export const takesMask = (layer: tf.layers.Layer): boolean => {
  const className = layer.getClassName();
  return taking.has(className) || !isKnownWithMasks(className);
};

/** Whether masks can come out of a layer that has no mask among its inputs. */
export function makesMasks(layer: tf.layers.Layer): boolean {
  const className = layer.getClassName();
  if (className === "Masking") return true;
  if (className === "Embedding") return (layer as { maskZero?: boolean }).maskZero === true;
  return !("layers" in layer) && !isKnownWithMasks(className) && layer.computeMask !== computeMaskOfTfjs;
}

const computeMaskOfTfjs = tf.layers.Layer.prototype.computeMask;

/** Whether a mask of a layer's input goes on to its output, as far as the layer alone tells. */
export function handsMaskOn(layer: tf.layers.Layer): boolean {
  const className = layer.getClassName();
  if (ending.has(className)) return false;
  if (recurrent.has(className) || className === "Bidirectional") {
    return (layer as unknown as LayerPrivates).returnSequences === true;
  }
  return (
    passing.has(className) || merging.has(className) || className === "Concatenate" || layer.supportsMasking
  );
}

/** The masks of a layer's outputs, one for each. Custom layers say by `supportsMasking` and `computeMask`. */
export function masksOfOutputs(
  layer: tf.layers.Layer,
  inputs: readonly tf.Tensor[],
  outputs: readonly tf.Tensor[],
  masks: Masks,
): Masks {
  // Models hand on what their own layers have made; custom layers may call others that make masks.
  const made = outputs.map(maskOf);
  const className = layer.getClassName();
  if ("layers" in layer || (outputs.length > 0 && made.every((mask) => mask !== undefined))) return made;
  if (ending.has(className)) return [];
  if (passing.has(className)) return [masks[0]];
  if (recurrent.has(className)) return sequenceMasks(layer, masks, 1);
  if (className === "Bidirectional") {
    const { mergeMode } = layer as unknown as { mergeMode: string | null };
    return sequenceMasks(layer, masks, mergeMode === null ? 2 : 1);
  }
  if (merging.has(className)) return [eitherOf(masks)];
  if (className === "Concatenate") return [ofConcatenation(layer as { axis?: number }, inputs, masks)];
  if (!layer.supportsMasking) return [];
  const isOne = inputs.length === 1;
  const computed = layer.computeMask(
    (isOne ? inputs[0] : inputs) as tf.Tensor,
    (isOne ? masks[0] : masks) as tf.Tensor | tf.Tensor[],
  );
  return [computed ?? undefined].flat();
}

/** States have none. @param sequences of outputs, before the states. */
function sequenceMasks(layer: tf.layers.Layer, [mask]: Masks, sequences: number): Masks {
  const { returnSequences } = layer as unknown as LayerPrivates;
  return returnSequences ? Array<tf.Tensor | undefined>(sequences).fill(mask) : [];
}

/** A step counts where it counts in any of the inputs; everywhere, where an input has no mask. */
function eitherOf(masks: Masks): tf.Tensor | undefined {
  if (masks.some((mask) => mask === undefined)) return undefined;
  return tf.tidy(() => (masks as tf.Tensor[]).reduce((either, mask) => either.logicalOr(mask)));
}

/** keras.layers.Concatenate.compute_mask */
function ofConcatenation(
  { axis = -1 }: { axis?: number },
  inputs: readonly tf.Tensor[],
  masks: Masks,
): tf.Tensor | undefined {
  if (masks.every((mask) => mask === undefined)) return undefined;
  return tf.tidy(() => {
    const ofInputs = inputs.map((input, index) => {
      const mask = masks[index];
      if (!mask) return tf.ones(input.shape, "bool");
      return mask.rank < input.rank ? counted(mask, input) : mask;
    });
    return tf.any(tf.concat(ofInputs, axis), -1);
  });
}

/**
 * Calls a layer with masks where tfjs's own `call` does it in another way than Keras, or not at all.
 *
 * @returns undefined where tfjs's own `call` does as Keras.
 */
export function maskedCall(
  layer: tf.layers.Layer,
  inputs: readonly tf.Tensor[],
  masks: Masks,
  { mask: _, ...kwargs }: CallArguments,
  callByTfjs: () => tf.Tensor | tf.Tensor[],
): tf.Tensor | tf.Tensor[] | undefined {
  const className = layer.getClassName();
  if (Object.hasOwn(mergedWithMasks, className)) return mergedWithMasks[className]?.(inputs, masks);
  const [input, mask] = [inputs[0] as tf.Tensor, masks[0]];
  if (!mask) return undefined;
  if (className === "GlobalAveragePooling1D") return averageOfSteps(input, mask);
  if (className === "Softmax") return softmaxOf(layer as { axis?: number | number[] }, input, mask);
  if (className === "TimeDistributed")
    return stepByStep(layer as unknown as Distributed, input, mask, kwargs);
  const { returnSequences, zeroOutputForMask, goBackwards } = layer as unknown as LayerPrivates;
  if (!(recurrent.has(className) && returnSequences && zeroOutputForMask)) return undefined;
  return tf.tidy(() => {
    const [sequence, ...states] = [callByTfjs()].flat() as [tf.Tensor, ...tf.Tensor[]];
    const counts = mask.toFloat().expandDims(-1);
    const zeroed = sequence.mul(goBackwards ? counts.reverse(1) : counts);
    return states.length === 0 ? zeroed : [zeroed, ...states];
  });
}

/** Merging layers that leave masked steps of an input out of what they compute. */
const mergedWithMasks: Record<string, (inputs: readonly tf.Tensor[], masks: Masks) => tf.Tensor> = {
  Maximum: (inputs, masks) => mergedWhereCounted(inputs, masks, tf.maximum),
  Minimum: (inputs, masks) => mergedWhereCounted(inputs, masks, tf.minimum),
  Multiply: productWhereCounted,
};

const counted = (mask: tf.Tensor, x: tf.Tensor) => mask.expandDims(-1).broadcastTo(x.shape);

/** keras.src.layers.merging.base_merge.Merge._apply_merge_op_and_or_mask */
function mergedWhereCounted(
  inputs: readonly tf.Tensor[],
  masks: Masks,
  merge: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  return tf.tidy(() => {
    let output = inputs[0] as tf.Tensor;
    let outputMask = masks[0] && counted(masks[0], output);
    for (const [index, input] of inputs.entries()) {
      if (index === 0) continue;
      const mask = masks[index] && counted(masks[index], input);
      const x = mask ? tf.where(mask, input, output) : input;
      output = merge(outputMask ? tf.where(outputMask, output, x) : output, x);
      outputMask = mask && outputMask?.logicalOr(mask);
    }
    return output;
  });
}

/** keras.layers.Multiply */
function productWhereCounted(inputs: readonly tf.Tensor[], masks: Masks): tf.Tensor {
  return tf.tidy(() => {
    const factors = inputs.map((input, index) => {
      const mask = masks[index];
      return mask ? tf.where(counted(mask, input), input, tf.onesLike(input)) : input;
    });
    const product = factors.reduce((so, factor) => so.mul(factor));
    const either = eitherOf(masks);
    return either ? tf.where(counted(either, product), product, tf.zerosLike(product)) : product;
  });
}

interface Distributed {
  layer: tf.layers.Layer;
}

/** keras.layers.TimeDistributed: the layer inside gets its step of the mask, where it takes one. */
function stepByStep(
  { layer }: Distributed,
  input: tf.Tensor,
  mask: tf.Tensor,
  kwargs: CallArguments,
): tf.Tensor {
  const masks = tf.unstack(mask, 1);
  const outputs = tf.unstack(input, 1).map((step, index) => {
    const ofStep = takesMask(layer) || "layers" in layer ? { ...kwargs, mask: masks[index] } : kwargs;
    return [(layer as unknown as LayerPrivates).call(step, ofStep)].flat()[0] as tf.Tensor;
  });
  return tf.stack(outputs, 1);
}

/** keras.layers.GlobalAveragePooling1D */
const averageOfSteps = (x: tf.Tensor, mask: tf.Tensor): tf.Tensor =>
  tf.tidy(() => {
    const counts = mask.expandDims(2);
    return tf.where(counts, x, tf.zerosLike(x)).sum(1).div(counts.toFloat().sum(1));
  });

/** keras.layers.Softmax */
const softmaxOf = ({ axis = -1 }: { axis?: number | number[] }, x: tf.Tensor, mask: tf.Tensor): tf.Tensor =>
  tf.tidy(() => {
    const counts = mask.broadcastTo(x.shape);
    const shown = tf.where(counts, x, tf.fill(x.shape, LARGE_NEGATIVE));
    const axes = [axis].flat();
    const shifted = shown.sub(shown.max(axes, true)).exp();
    return tf.where(counts, shifted.div(shifted.sum(axes, true)), tf.zerosLike(x));
  });

/** Of float32, as in Keras. */
const LARGE_NEGATIVE = -3e38;

/** The arguments of a call, with what the call that is in progress says. */
export function withMasks(
  layer: tf.layers.Layer,
  given: CallArguments | undefined,
  masks: Masks,
): CallArguments {
  const { mask, ...others } = given ?? {};
  if (mask !== undefined && mask !== null) return { ...others, mask };
  if (masks.every((one) => one === undefined) || !takesMask(layer)) return others;
  return { ...others, mask: masks.length === 1 ? masks[0] : [...masks] };
}
