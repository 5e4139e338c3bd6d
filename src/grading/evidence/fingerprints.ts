/** Fingerprints of images: by them the judge finds again, in its own copies, which images a network was shown. */
import { createHash } from "node:crypto";
import type * as tf from "@tensorflow/tfjs-node-gpu";
import type { EvidenceFolder } from "./evidenceFolder";
import type { PixelScale, SamplesEvidence } from "./format";

/** Bytes of a fingerprint. */
export const fingerprintBytes = 8;

/** The fingerprints of images, one after another. */
export interface Fingerprints {
  scale: PixelScale;
  count: number;
  bytes: Uint8Array;
}

/** Of pixels as a dataset's files have them. */
export function fingerprint(pixels: Uint8Array): Uint8Array {
  return createHash("sha1").update(pixels).digest().subarray(0, fingerprintBytes);
}

/** Of a tensor of images, `[n, …]`, whose pixels may have been scaled to 0…1 or −1…1. */
export function fingerprintsOf(
  images: tf.Tensor,
  read: (tensor: tf.Tensor) => ArrayLike<number>,
): Fingerprints {
  const values = read(images);
  const count = images.shape[0] ?? 1;
  const size = count === 0 ? 0 : values.length / count;
  const scale = images.dtype === "int32" ? "byte" : scaleOf(values);
  const toByte = toBytes[scale];
  const bytes = new Uint8Array(count * fingerprintBytes);
  const pixels = new Uint8Array(size);
  for (let image = 0; image < count; image++) {
    for (let at = 0; at < size; at++) pixels[at] = toByte(values[image * size + at] as number);
    bytes.set(fingerprint(pixels), image * fingerprintBytes);
  }
  return { scale, count, bytes };
}

/** Fingerprints as texts of 8 characters, which sets and maps tell apart. @param rows those meant. Defaults to all. */
export function namesIn({ bytes, count }: Fingerprints, rows?: ArrayLike<number>): string[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  const name = (at: number) => text.slice(at * fingerprintBytes, (at + 1) * fingerprintBytes);
  return rows ? Array.from(rows, name) : Array.from({ length: count }, (_, at) => name(at));
}

/** Names as evidence. */
export function describedSamples(
  names: readonly string[],
  scale: PixelScale,
  folder: EvidenceFolder,
): SamplesEvidence {
  return { count: names.length, scale, blob: folder.blob(Buffer.from(names.join(""), "latin1")) };
}

const toBytes: Record<PixelScale, (value: number) => number> = {
  byte: (value) => Math.round(value),
  unit: (value) => Math.round(value * 255),
  signed: (value) => Math.round((value + 1) * 127.5),
};

function scaleOf(values: ArrayLike<number>): PixelScale {
  let [low, high] = [0, 0];
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low < 0) return "signed";
  return high > 1.001 ? "byte" : "unit";
}
