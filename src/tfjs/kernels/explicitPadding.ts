/** Padding that is given in numbers, and how tfjs rounds the size of what comes out of it. */
import type * as tf from "@tensorflow/tfjs-node-gpu";

/** What the padding is read from: an axis of space as tfjs computes it. */
interface Axis {
  input: number;
  output: number;
  stride: number;
  /** The length of the window, with its dilation. */
  window: number;
  before: number;
}

export type Padding = [before: number, after: number];

/** After an axis comes as much as the last window needs, and no more. */
const paddingOf = ({ input, output, stride, window, before }: Axis): Padding => [
  before,
  Math.max(0, (output - 1) * stride + window - input - before),
];

export const isExplicit = (pad: unknown): boolean => typeof pad === "number" || Array.isArray(pad);

/** Padding of height and width. */
export const imagePadding = (info: tf.backend_util.Conv2DInfo): Padding[] => [
  paddingOf({
    input: info.inHeight,
    output: info.outHeight,
    stride: info.strideHeight,
    window: info.effectiveFilterHeight,
    before: info.padInfo.top,
  }),
  paddingOf({
    input: info.inWidth,
    output: info.outWidth,
    stride: info.strideWidth,
    window: info.effectiveFilterWidth,
    before: info.padInfo.left,
  }),
];

/** Padding of depth, height and width. */
export const volumePadding = (info: tf.backend_util.Conv3DInfo): Padding[] => [
  paddingOf({
    input: info.inDepth,
    output: info.outDepth,
    stride: info.strideDepth,
    window: info.effectiveFilterDepth,
    before: info.padInfo.front,
  }),
  paddingOf({
    input: info.inHeight,
    output: info.outHeight,
    stride: info.strideHeight,
    window: info.effectiveFilterHeight,
    before: info.padInfo.top,
  }),
  paddingOf({
    input: info.inWidth,
    output: info.outWidth,
    stride: info.strideWidth,
    window: info.effectiveFilterWidth,
    before: info.padInfo.left,
  }),
];
