/** Padding that is given in numbers, and how tfjs rounds the size of what comes out of it. */
import type * as tf from "@tensorflow/tfjs-node-gpu";

/** Source of the padding: an axis of space as tfjs computes it. */
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

type Lengths = readonly number[];

/**
 * Padding of height and width.
 *
 * @param output height and width of what comes out, where they are known: tfjs tells gradients not how they were rounded.
 */
export function imagePadding(info: tf.backend_util.Conv2DInfo, output?: Lengths): Padding[] {
  const [height = info.outHeight, width = info.outWidth] = output ?? [];
  return [
    paddingOf({
      input: info.inHeight,
      output: height,
      stride: info.strideHeight,
      window: info.effectiveFilterHeight,
      before: info.padInfo.top,
    }),
    paddingOf({
      input: info.inWidth,
      output: width,
      stride: info.strideWidth,
      window: info.effectiveFilterWidth,
      before: info.padInfo.left,
    }),
  ];
}

/** Padding of depth, height and width. @param output as above, with the depth. */
export function volumePadding(info: tf.backend_util.Conv3DInfo, output?: Lengths): Padding[] {
  const [depth = info.outDepth, ...image] = output ?? [];
  const { inDepth, strideDepth, effectiveFilterDepth, padInfo } = info;
  const before = padInfo.front;
  return [
    paddingOf({ input: inDepth, output: depth, stride: strideDepth, window: effectiveFilterDepth, before }),
    ...imagePadding(info as unknown as tf.backend_util.Conv2DInfo, image),
  ];
}
