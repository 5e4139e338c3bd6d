/**
 * One batch as several parts in one graph, side by side, each on a core of its own (towers): two cores that compute a
 * convolution each are faster than two that share one. The mathematics is the same where samples do not depend on
 * each other.
 */
import { availableParallelism } from "node:os";
import type * as tf from "@tensorflow/tfjs-node-gpu";
import type { Threads } from "../../engine";
import type { Compilation, CompiledOutput } from "../compile";
import { losses } from "../losses";
import { layersWithin } from "./layersWithin";

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

/** Losses that depend on the batch as a whole. */
const ofBatches: readonly unknown[] = [losses.Dice, losses.Tversky];
const ofSamples = Object.values(losses).filter((loss) => !ofBatches.includes(loss));

/** Samples below which a part is not worth its own operations. */
const SAMPLES_OF_PART = 16;

/**
 * Into how many parts a batch is split: one for each core, where the model is convolutional, nothing in it depends
 * on the batch as a whole, and the batch is large enough.
 */
export function towersFor(model: tf.LayersModel, { outputs }: Compilation, samples: number): number {
  const layers = [...layersWithin(model)];
  const isConvolutional = layers.some((layer) => layer.getClassName().startsWith("Conv"));
  if (!(isConvolutional && layers.every(isAlone) && outputs.every(averagesSamples))) return 1;
  return Math.max(1, Math.min(availableParallelism(), Math.floor(samples / SAMPLES_OF_PART)));
}

/** Each part has its share of the cores to itself. */
export function threadsFor(towers: number): Threads | undefined {
  const cores = availableParallelism();
  return towers === 1
    ? undefined
    : { perOperation: Math.max(1, Math.floor(cores / towers)), operations: cores };
}

function isAlone(layer: tf.layers.Layer): boolean {
  const { noiseShape } = layer as { noiseShape?: unknown };
  return alone.has(layer.getClassName()) && (noiseShape === undefined || noiseShape === null);
}

function averagesSamples({ loss }: CompiledOutput): boolean {
  if (!loss) return true;
  const { reduction, ignore_class: ignored } = loss.getConfig();
  const isAverage = reduction === "sum_over_batch_size" || reduction === "mean";
  return isAverage && (ignored ?? null) === null && ofSamples.some((of) => loss.constructor === of);
}
