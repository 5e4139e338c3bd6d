/**
 * A note, once for each model, on pictures that are not scaled, or scaled twice: both train, slowly, and nothing else tells.
 * Said only where there is no doubt: bytes of pictures that go straight into a layer with weights.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { layersWithin } from "../../tfjs";
import { isOfRows, type NextBatch } from "../batches";

/** A few samples are enough. */
const SAMPLES = 64;

/** Layers that leave the scale of what they are given. Others, and a learner's own, may change it. */
const plain = new Set([
  ...[
    "InputLayer",
    "Sequential",
    "Functional",
    "Model",
    "Conv2D",
    "SeparableConv2D",
    "Dense",
    "Flatten",
    "Reshape",
  ],
  ...["MaxPooling2D", "AveragePooling2D", "GlobalAveragePooling2D", "GlobalMaxPooling2D", "ZeroPadding2D"],
  ...["Dropout", "Activation", "ReLU", "LeakyReLU", "Softmax", "Add", "Concatenate"],
]);

/** Measured values come in shorter rows. */
const LEAST_PIXELS = 196;

const said = new WeakSet<tf.LayersModel>();

/** @param batch the first one. */
export function sayScale(model: tf.LayersModel, batch: NextBatch): void {
  if (said.has(model) || model.inputs.length !== 1) return;
  said.add(model);
  const [input] = isOfRows(batch) ? batch.of.inputs : batch.inputs;
  if (!input || !arePictures(model, input)) return;
  if (![...layersWithin(model)].every((layer) => plain.has(layer.getClassName()))) return;
  const [least, most] = rangeOf(input);
  const words = least >= 0 ? wordsFor(most) : undefined;
  if (words !== undefined) console.info(`fit: a note: ${words}`);
}

/** `[samples, height, width, channels]`, or without channels before a layer that flattens them, or flattened. */
function arePictures(model: tf.LayersModel, { shape, dtype }: tf.Tensor): boolean {
  if (dtype !== "float32" && dtype !== "int32") return false;
  const [first] = model.layers.filter((layer) => layer.getClassName() !== "InputLayer");
  const isFlattened = ["Flatten", "Reshape"].includes(first?.getClassName() ?? "");
  if (shape.length === 2) return (shape[1] as number) >= LEAST_PIXELS;
  const channels = shape.length === 4 ? shape[3] : 1;
  return (shape.length === 4 || (shape.length === 3 && isFlattened)) && (channels === 1 || channels === 3);
}

function rangeOf(input: tf.Tensor): [least: number, most: number] {
  const values = tf.tidy(() => {
    const some = input.slice([0], [Math.min(SAMPLES, input.shape[0] ?? 0)]).toFloat();
    return tf.stack([some.min(), some.max()]).dataSync();
  });
  return [values[0] ?? 0, values[1] ?? 0];
}

/** Bytes reach up to 255; divided twice, up to 1/255. */
function wordsFor(most: number): string | undefined {
  if (most > 100 && most <= 255) {
    return (
      `the inputs reach up to ${Math.round(most)}, as the bytes of pictures do, and no layer scales them.` +
      "\n  → scale them, x.div(255): training on numbers from 0 to 1 is faster"
    );
  }
  if (most > 0 && most <= 1.01 / 255) {
    return (
      `the inputs reach only up to ${most.toPrecision(2)}: they seem to be divided by 255 twice.` +
      "\n  → divide them once: training on numbers from 0 to 1 is faster"
    );
  }
  return undefined;
}
