/**
 * One batch as several parts in one graph, side by side, each on a core of its own (towers): two cores that compute a
 * convolution each are faster than two that share one. The mathematics is the same where samples do not depend on
 * each other.
 */
import { availableParallelism } from "node:os";
import type * as tf from "@tensorflow/tfjs-node-gpu";
import type { Threads } from "../../engine";
import { isOnGpu } from "../../graph";
import { type LayerPrivates, layersWithin, makesMasks } from "../../tfjs";
import type { Compilation, CompiledOutput } from "../compile";
import { losses } from "../losses";

/** Layers that compute every sample by itself. What is not listed may not. */
const alone = new Set([
  ...["InputLayer", "Dense", "Activation", "ReLU", "LeakyReLU", "PReLU", "ELU", "Softmax", "ThresholdedReLU"],
  ...[
    "Conv1D",
    "Conv2D",
    "Conv3D",
    "Conv2DTranspose",
    "Conv3DTranspose",
    "SeparableConv2D",
    "DepthwiseConv2D",
  ],
  ...[
    "MaxPooling1D",
    "MaxPooling2D",
    "MaxPooling3D",
    "AveragePooling1D",
    "AveragePooling2D",
    "AveragePooling3D",
  ],
  ...["GlobalAveragePooling1D", "GlobalAveragePooling2D", "GlobalMaxPooling1D", "GlobalMaxPooling2D"],
  ...["Flatten", "Reshape", "Permute", "ZeroPadding2D", "Cropping2D", "UpSampling2D"],
  ...["Add", "Average", "Concatenate", "Maximum", "Minimum", "Multiply", "LayerNormalization"],
  ...["Dropout", "SpatialDropout1D", "GaussianNoise", "GaussianDropout"],
  ...["Sequential", "Functional", "Model"],
]);

const aloneInInference = new Set([...alone, "BatchNormalization"]);

/** Losses that depend on the batch as a whole. */
const ofBatches: readonly unknown[] = [losses.Dice, losses.Tversky];
const ofSamples = Object.values(losses).filter((loss) => !ofBatches.includes(loss));

/** Samples below which a part is not worth its own operations. */
const SAMPLES_OF_PART = 16;

export interface TowersOption {
  /** In how many parts a batch is computed, which a graph does side by side. Defaults to 1. */
  towers?: number;
}

/**
 * Into how many parts a batch is split in training: one for each core, where the model is convolutional, nothing in it
 * depends on the batch as a whole, and the batch is large enough.
 */
export const towersForTraining = (
  model: tf.LayersModel,
  { outputs }: Compilation,
  samples: number,
): number => (outputs.every(averagesSamples) ? towersFor(model, samples, alone) : 1);

/** The same where nothing is trained: what normalizes batches then only scales, and losses come after the parts. */
export const towersForInference = (model: tf.LayersModel, samples: number): number =>
  towersFor(model, samples, aloneInInference);

function towersFor(model: tf.LayersModel, samples: number, known: ReadonlySet<string>): number {
  const layers = [...layersWithin(model)];
  const isConvolutional = layers.some((layer) => layer.getClassName().startsWith("Conv"));
  // One convolution has all of a GPU.
  if (isOnGpu() || !isConvolutional || !layers.every((layer) => isAlone(layer, known))) return 1;
  return Math.max(1, Math.min(availableParallelism(), Math.floor(samples / SAMPLES_OF_PART)));
}

/** Each part has its share of the cores to itself. */
export function threadsFor(towers: number): Threads | undefined {
  const cores = availableParallelism();
  return towers === 1
    ? undefined
    : { perOperation: Math.max(1, Math.floor(cores / towers)), operations: cores };
}

function isAlone(layer: tf.layers.Layer, known: ReadonlySet<string>): boolean {
  const { noiseShape } = layer as { noiseShape?: unknown };
  const isFrozen = layer.getClassName() === "BatchNormalization" && !layer.trainable;
  const isKnown = known.has(layer.getClassName()) || isFrozen;
  return isKnown && (noiseShape === undefined || noiseShape === null) && !addsLoss(layer);
}

/** Its penalty is that of the batch. */
const addsLoss = (layer: tf.layers.Layer) => Boolean((layer as unknown as LayerPrivates).activityRegularizer);

/**
 * Whether a batch may be split where its user wants it: a masked average of a batch is none of the parts' averages, and
 * neither is what layers add to the loss.
 */
export const canBeSplit = (model: tf.LayersModel): boolean =>
  ![...layersWithin(model)].some((layer) => makesMasks(layer) || addsLoss(layer));

function averagesSamples({ loss }: CompiledOutput): boolean {
  if (!loss) return true;
  const { reduction, ignore_class: ignored } = loss.getConfig();
  const isAverage = reduction === "sum_over_batch_size" || reduction === "mean";
  return isAverage && (ignored ?? null) === null && ofSamples.some((of) => loss.constructor === of);
}
