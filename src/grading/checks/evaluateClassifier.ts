/** The grading's own evaluation of a classifier of images: accuracy and cross-entropy, as Keras defines them. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import type { ImageSplit } from "../../data";
import { tensorFlow } from "./tensorFlow";

/** How a classifier does on labelled images. */
export interface Evaluation {
  /** The share of images whose largest output is that of their label. */
  accuracy: number;
  /** Mean sparse categorical cross-entropy. Outputs that are no probabilities go through softmax first. */
  loss: number;
  /** The penalties of the model's regularizers, which Keras adds to the loss. */
  penalty: number;
  /** The sum of the outputs for one image: of all sums the one farthest from 1. 1 for probabilities. */
  sum: number;
  count: number;
}

const batch = 500;
const classes = 10;
const scale = 255;
/** Keras clips probabilities to this distance from 0 and 1. */
const epsilon = 1e-7;

/**
 * Asks `model` about images scaled to 0…1, of shape [n, 28, 28, 1]. The event loop is free between batches.
 *
 * @throws Error where the model does not take such images or does not give ten outputs
 */
export async function evaluateClassifier(model: unknown, images: ImageSplit): Promise<Evaluation> {
  const { images: bytes, labels, count, rows, columns } = images;
  const pixels = rows * columns;
  return evaluateBatches(model, labels.subarray(0, count), (start, size) => {
    const values = Float32Array.from(bytes.subarray(start * pixels, (start + size) * pixels));
    return tensorFlow().tensor4d(values, [size, rows, columns, 1]).div(scale);
  });
}

/** The same with images as the learner prepared them, and their labels. A model need not be compiled for it. */
export async function evaluateOn(model: unknown, x: tf.Tensor4D, y: tf.Tensor): Promise<Evaluation> {
  return evaluateBatches(model, await y.data(), (start, size) => x.slice(start, size));
}

async function evaluateBatches(
  model: unknown,
  labels: ArrayLike<number>,
  imagesAt: (start: number, size: number) => tf.Tensor,
): Promise<Evaluation> {
  if (!(model instanceof tensorFlow().LayersModel)) throw new Error("model is not a tf.LayersModel");
  const count = labels.length;
  let correct = 0;
  let total = 0;
  let sum = 1;
  for (let start = 0; start < count; start += batch) {
    const size = Math.min(batch, count - start);
    const outputs = await outputsFor(model, size, () => imagesAt(start, size));
    for (let index = 0; index < size; index++) {
      const label = labels[start + index] as number;
      const row = outputs.subarray(index * classes, (index + 1) * classes);
      const rowSum = row.reduce((a, b) => a + b, 0);
      if (!(Math.abs(rowSum - 1) <= Math.abs(sum - 1))) sum = rowSum;
      if (row.indexOf(Math.max(...row)) === label) correct++;
      total += crossEntropy(row, label);
    }
  }
  return { accuracy: correct / count, loss: total / count, penalty: penaltyOf(model), sum, count };
}

async function outputsFor(
  model: tf.LayersModel,
  count: number,
  images: () => tf.Tensor,
): Promise<Float32Array> {
  const outputs = tensorFlow().tidy(() => {
    const y = model.predict(images(), { batchSize: batch });
    if (Array.isArray(y)) throw new Error(`the model has ${y.length} outputs, one was expected`);
    if (y.size !== count * classes) throw new Error(`the model gives [${y.shape}] for ${count} images`);
    return y;
  });
  try {
    return Float32Array.from(await outputs.data());
  } finally {
    outputs.dispose();
  }
}

function crossEntropy(row: Float32Array, label: number): number {
  const probability = softmaxUnlessProbabilities(row)[label] ?? Number.NaN;
  return -Math.log(Math.min(Math.max(probability, epsilon), 1 - epsilon));
}

function softmaxUnlessProbabilities(row: Float32Array): Float32Array {
  const sum = row.reduce((a, b) => a + b, 0);
  if (Math.abs(sum - 1) < 1e-3 && row.every((value) => value >= 0)) return row;
  const largest = Math.max(...row);
  const powers = row.map((value) => Math.exp(value - largest));
  const norm = powers.reduce((a, b) => a + b, 0);
  return powers.map((value) => value / norm);
}

function penaltyOf(model: tf.LayersModel): number {
  return tensorFlow().tidy(() =>
    model.calculateLosses().reduce((sum, loss) => sum + Number(loss.dataSync()[0]), 0),
  );
}
