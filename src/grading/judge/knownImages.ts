/** The grader's own copies of the images that a notebook was given, found by their fingerprints. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import type { ImageSplit, ReadDataset } from "../../data";
import { fingerprint, fingerprintsOf, namesIn } from "../evidence/fingerprints";
import type { PixelScale } from "../evidence/format";

/** An image of the dataset. */
interface KnownImage {
  split: "train" | "test";
  at: number;
}

/** Images, [n, 28, 28, 1], and their true labels; the caller's to dispose. */
export interface LabelledTensors {
  x: tf.Tensor4D;
  y: tf.Tensor1D;
}

export class KnownImages {
  private readonly byName = new Map<string, KnownImage>();

  constructor(private readonly dataset: Pick<ReadDataset, "train" | "test">) {
    for (const split of ["train", "test"] as const) {
      const { images, count, rows, columns } = dataset[split];
      const size = rows * columns;
      for (let at = 0; at < count; at++) {
        const bytes = fingerprint(images.subarray(at * size, (at + 1) * size));
        const [name = ""] = namesIn({ bytes, count: 1, scale: "byte" });
        if (!this.byName.has(name)) this.byName.set(name, { split, at });
      }
    }
  }

  knows(name: string): boolean {
    return this.byName.has(name);
  }

  /** How many of these are training images, test images, and neither. */
  count(names: readonly string[]): { train: number; test: number; unknown: number } {
    const counts = { train: 0, test: 0, unknown: 0 };
    for (const name of names) counts[this.byName.get(name)?.split ?? "unknown"]++;
    return counts;
  }

  /** The names of images in a tensor. */
  namesOf(images: tf.Tensor): string[] {
    return namesIn(fingerprintsOf(images, (tensor) => tensor.dataSync()));
  }

  /** The images of these names, scaled as they were. Undefined where one of them is unknown. */
  images(names: readonly string[], scale: PixelScale = "unit"): LabelledTensors | undefined {
    const known = names.map((name) => this.byName.get(name));
    if (known.some((image) => image === undefined)) return undefined;
    return this.tensors(known as KnownImage[], scale);
  }

  /** The first training images. */
  firstTrained(count: number, scale: PixelScale = "unit"): LabelledTensors {
    const known = Array.from(
      { length: Math.min(count, this.dataset.train.count) },
      (_, at): KnownImage => ({ split: "train", at }),
    );
    return this.tensors(known, scale);
  }

  private tensors(images: readonly KnownImage[], scale: PixelScale): LabelledTensors {
    const size = 28 * 28;
    const pixels = new Float32Array(images.length * size);
    const labels = new Int32Array(images.length);
    const scaled = scales[scale];
    for (const [to, { split, at }] of images.entries()) {
      const from = this.dataset[split] as ImageSplit;
      for (let pixel = 0; pixel < size; pixel++) {
        pixels[to * size + pixel] = scaled(from.images[at * size + pixel] as number);
      }
      labels[to] = from.labels[at] as number;
    }
    return { x: tf.tensor4d(pixels, [images.length, 28, 28, 1]), y: tf.tensor1d(labels, "int32") };
  }
}

const scales: Record<PixelScale, (byte: number) => number> = {
  byte: (byte) => byte,
  unit: (byte) => byte / 255,
  signed: (byte) => byte / 127.5 - 1,
};
