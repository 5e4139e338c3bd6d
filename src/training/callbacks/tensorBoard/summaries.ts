/** Summaries for TensorBoard's plugins: each an encoded Summary.Value (tensorflow/core/framework/summary.proto). */
import { bytesField, intField, message } from "../../../engine";

const dtype = { float: 1, double: 2, string: 7 };
const dataClass = { scalar: 1, tensor: 2 };

const metadata = (plugin: string, kind: number, content = "") =>
  message(bytesField(1, message(bytesField(1, plugin), bytesField(2, content))), intField(4, kind));

const shapeOf = (...dimensions: number[]) =>
  message(...dimensions.map((size) => bytesField(2, intField(1, size))));

const value = (tag: string, tensor: Uint8Array, about: Uint8Array) =>
  message(bytesField(1, tag), bytesField(8, tensor), bytesField(9, about));

/** As tf.summary.scalar. */
export function scalar(tag: string, number: number): Uint8Array {
  const content = Buffer.from(Float32Array.of(number).buffer);
  const tensor = message(intField(1, dtype.float), bytesField(2, shapeOf()), bytesField(4, content));
  return value(tag, tensor, metadata("scalars", dataClass.scalar));
}

const buckets = 30;

/** As tf.summary.histogram: for each bucket where it begins, where it ends, and how many numbers lie in it. */
export function histogram(tag: string, numbers: ArrayLike<number>): Uint8Array {
  const rows = bucketsOf(Array.from(numbers).filter(Number.isFinite));
  const content = Buffer.from(Float64Array.from(rows.flat()).buffer);
  const tensor = message(
    intField(1, dtype.double),
    bytesField(2, shapeOf(rows.length, 3)),
    bytesField(4, content),
  );
  return value(tag, tensor, metadata("histograms", dataClass.tensor));
}

function bucketsOf(numbers: number[]): [left: number, right: number, count: number][] {
  if (numbers.length === 0) return Array.from({ length: buckets }, () => [0, 0, 0]);
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const number of numbers) {
    low = Math.min(low, number);
    high = Math.max(high, number);
  }
  const width = (high - low) / buckets;
  const counts = new Array<number>(buckets).fill(0);
  if (width === 0) {
    // TensorFlow's way with equal numbers: all in the last, which is one wide around them.
    return counts.map((_, index) => [low - 0.5, low + 0.5, index === buckets - 1 ? numbers.length : 0]);
  }
  for (const number of numbers) {
    const place = Math.min(buckets - 1, Math.floor((number - low) / width));
    counts[place] = (counts[place] as number) + 1;
  }
  return counts.map((count, index) => [low + index * width, low + (index + 1) * width, count]);
}

/** The model's layers, for the page of graphs. */
export function kerasModel(tag: string, json: string): Uint8Array {
  const tensor = message(intField(1, dtype.string), bytesField(2, shapeOf()), bytesField(8, json));
  return value(tag, tensor, metadata("graph_keras_model", 0, "1"));
}
