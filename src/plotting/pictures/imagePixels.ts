/** The pixels of a tensor of images, as bytes. */
import type { Tensor } from "@tensorflow/tfjs-node-gpu";
import { isTensor, requireKept, unfit } from "../found";
import { PlotError } from "../plot";
import type { Pixels } from "../rendering";
import { contentsOf, valueRange } from "./valueRange";

const SHOWN_AT_MOST = 100;
const EXPECTED = "[n, height, width] or [n, height, width, 1, 3 or 4] is expected";

export interface ImagePixels {
  /** How many images there are; `pictures` are the first of them. */
  count: number;
  pictures: Pixels[];
  /** A note on clipped or stretched values; undefined where the values are what they are expected to be. */
  note: string | undefined;
}

/**
 * Copies the images to be drawn and scales them to bytes.
 *
 * @param isBatch whether there are labels or titles for so many images: `[28, 28, 3]` is a single one otherwise.
 * @throws {PlotError} for what is no tensor of images.
 */
export function pixelsOf(x: Tensor, { isBatch }: { isBatch(length: number): boolean }): ImagePixels {
  requireImages(x);
  const shape = isSingle(x) && !isBatch(x.shape[0] as number) ? [1, ...x.shape] : x.shape;
  const [count = 0, height = 0, width = 0, depth = 1] = shape;
  if (shape.length < 3 || shape.length > 4 || ![1, 3, 4].includes(depth)) {
    throw new PlotError(
      `plot.images: x has shape [${x.shape}]; ${EXPECTED}.`,
      x.rank === 2 ? { cure: "for a single image: plot.images(x.expandDims(0))" } : {},
    );
  }
  if (count === 0) throw new PlotError(`plot.images: x has no images; its shape is [${x.shape}].`);
  if (height * width === 0) throw new PlotError(`plot.images: x has no pixels; its shape is [${x.shape}].`);
  const shown = Math.min(count, SHOWN_AT_MOST);
  const values = valuesOf(x, shape, shown);
  const { black, white, note } = valueRange(contentsOf(values, depth));
  const colours = Uint8Array.from(values, (value) =>
    Math.round(Math.min(255, Math.max(0, ((value - black) * 255) / (white - black)))),
  );
  const bytes = depth === 4 ? onWhite(colours, values) : colours;
  const channels = depth === 1 ? 1 : 3;
  const each = height * width * channels;
  const pictures = Array.from({ length: shown }, (_, index) => ({
    ...({ width, height, channels } as const),
    data: bytes.subarray(index * each, (index + 1) * each),
  }));
  return { count, pictures, note };
}

/** Unlikely to be so many narrow images. */
function isSingle({ shape, rank }: Tensor): boolean {
  const [height = 0, width = 0, depth = 0] = shape;
  return rank === 3 && [1, 3, 4].includes(depth) && width > depth && height > 1;
}

function requireImages(x: unknown): asserts x is Tensor {
  if (!isTensor(x)) {
    const first: unknown = Array.isArray(x) ? x[0] : undefined;
    const cure = isTensor(first)
      ? "make one tensor of them: tf.stack(images)"
      : Array.isArray(first)
        ? "make a tensor of them: tf.tensor(images)"
        : "give the images as one tensor: plot.images(xTest.slice(0, 10))";
    throw unfit("plot.images", x, { expected: "a tensor of images", cure });
  }
  requireKept("plot.images", x);
  if (x.dtype !== "string" && x.dtype !== "complex64") return;
  throw new PlotError(`plot.images: x is of dtype ${x.dtype}; numbers are expected.`);
}

function valuesOf(
  x: Tensor,
  shape: readonly number[],
  shown: number,
): Float32Array | Int32Array | Uint8Array {
  const images = x.reshape(shape as number[]);
  const part = images.slice(new Array(shape.length).fill(0), [shown, ...shape.slice(1)]);
  const values = part.dataSync();
  images.dispose();
  part.dispose();
  return values;
}

/** @param colours red, green, blue of each pixel, and a fourth that is not used. @param values with the opacity. */
function onWhite(colours: Uint8Array, values: ArrayLike<number>): Uint8Array {
  const rgb = new Uint8Array((values.length / 4) * 3);
  let most = 0;
  for (let at = 3; at < values.length; at += 4) most = Math.max(most, values[at] as number);
  const opaque = most <= 1 ? 1 : 255;
  for (let at = 0; at < rgb.length; at++) {
    const pixel = Math.floor(at / 3) * 4;
    const opacity = Math.min(1, Math.max(0, (values[pixel + 3] as number) / opaque));
    rgb[at] = Math.round(255 + ((colours[pixel + (at % 3)] as number) - 255) * opacity);
  }
  return rgb;
}
