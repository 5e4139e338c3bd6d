/** Kernels that resize images, move their pixels, and find things in them. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { gradients, type Images, images } from "./convolutions";
import {
  directly,
  floats,
  floatsOrInts,
  ints,
  type KernelCase,
  kernelCase,
  numeric,
  outsideOfGraphs,
  positive,
  wave,
} from "./kernelCase";

export const imageKernels: Record<string, KernelCase> = {
  batchNorm: kernelCase(
    (x) =>
      tf.batchNorm(x, tf.tensor1d([0, 1]), tf.tensor1d([1, 2]), tf.tensor1d([1, 1]), tf.tensor1d([2, 3])),
    images(),
  ),
  "batchNorm, unscaled": kernelCase(
    (x) => tf.batchNorm(x, tf.tensor1d([0, 1]), tf.tensor1d([1, 2])),
    images(),
  ),
  "batchNorm of rows": kernelCase(
    (x) => tf.batchNorm(x, tf.tensor1d([0, 1]), tf.tensor1d([1, 2])),
    floats(wave(3, 2)),
  ),
  localResponseNormalization: kernelCase((x) => tf.localResponseNormalization(x, 1), images()),
  "gradient of localResponseNormalization": kernelCase(
    gradients((x: Images) => tf.localResponseNormalization(x, 1)),
    images(),
  ),
  resizeBilinear: kernelCase((x) => tf.image.resizeBilinear(x, [3, 7]), numeric(wave(2, 5, 5, 2))),
  "resizeBilinear, aligned": kernelCase((x) => tf.image.resizeBilinear(x, [3, 7], true), images()),
  "resizeBilinear by centers": kernelCase((x) => tf.image.resizeBilinear(x, [3, 7], false, true), images()),
  "gradient of resizeBilinear": kernelCase(
    gradients((x: Images) => tf.image.resizeBilinear(x, [3, 7])),
    images(),
  ),
  "gradient of resizeBilinear, aligned": kernelCase(
    gradients((x: Images) => tf.image.resizeBilinear(x, [3, 7], true)),
    images(),
  ),
  resizeNearestNeighbor: kernelCase(
    (x) => tf.image.resizeNearestNeighbor(x, [3, 7]),
    numeric(wave(2, 5, 5, 2)),
  ),
  "resizeNearestNeighbor by centers": kernelCase(
    (x) => tf.image.resizeNearestNeighbor(x, [3, 7], false, true),
    images(),
  ),
  "gradient of resizeNearestNeighbor": kernelCase(
    gradients((x: Images) => tf.image.resizeNearestNeighbor(x, [3, 7])),
    floats(wave(1, 5, 5, 1)),
  ),
  cropAndResize: kernelCase(
    (x, boxes, at) => tf.image.cropAndResize(x, boxes, at, [3, 3], "bilinear", 7),
    numeric(wave(2, 5, 5, 2)),
    floats([
      [0, 0, 1, 1.2],
      [0.9, 0.1, 0.2, 0.8],
    ]),
    ints([1, 0]),
  ),
  "cropAndResize, nearest": kernelCase(
    (x, boxes, at) => tf.image.cropAndResize(x, boxes, at, [3, 3], "nearest"),
    images(),
    floats([[0, 0, 1, 1]]),
    ints([1]),
  ),
  flipLeftRight: kernelCase((x) => tf.image.flipLeftRight(x), numeric(wave(2, 3, 3, 2))),
  grayscaleToRGB: kernelCase((x) => tf.image.grayscaleToRGB(x), numeric(wave(1, 2, 2, 1))),
  rgbToGrayscale: kernelCase((x) => tf.image.rgbToGrayscale(x), numeric(positive(1, 2, 2, 3))),
  rotateWithOffset: kernelCase(
    (x) => tf.image.rotateWithOffset(x, 0.5, 2, 0.4),
    floatsOrInts(wave(2, 5, 4, 3)),
  ),
  "rotateWithOffset, filled by channels": kernelCase(
    (x) => tf.image.rotateWithOffset(x, -1.2, [0.1, 0.2, 0.3], [0.3, 0.7]),
    floatsOrInts(positive(2, 4, 5, 4)),
  ),
  transform: kernelCase(
    (x, by) => tf.image.transform(x, by),
    floatsOrInts(wave(1, 4, 5, 2)),
    floats([[1, 0.2, -0.4, 0.1, 0.9, 0.3, 0.01, 0.02]]),
  ),
  ...Object.fromEntries(
    (["constant", "reflect", "wrap", "nearest"] as const).flatMap((fill) =>
      (["nearest", "bilinear"] as const).map((method) => [
        `transform, ${method}, ${fill}`,
        kernelCase(
          (x, by) => tf.image.transform(x, by, method, fill, 3, [6, 7]),
          floats(wave(1, 5, 5, 2)),
          floats([[1.13, 0.31, -1.42, 0.11, 0.93, 0.41, 0.01, 0]]),
        ),
      ]),
    ),
  ),
  ...Object.fromEntries(
    (["nonMaxSuppression", "nonMaxSuppressionPadded", "nonMaxSuppressionWithScore"] as const).map((name) => [
      name,
      outsideOfGraphs(
        kernelCase(
          (boxes, scores) => {
            const found = (tf.image[name] as unknown as (...all: unknown[]) => tf.Tensor | tf.NamedTensorMap)(
              boxes,
              scores,
              3,
              0.5,
              0.2,
            );
            return found instanceof tf.Tensor ? found : { ...found };
          },
          floats([
            [0, 0, 1, 1],
            [0, 0.1, 1, 1.1],
            [0, 2, 1, 3],
            [0, 5, 1, 6],
          ]),
          floats([0.9, 0.75, 0.6, 0.1]),
        ),
      ),
    ]),
  ),
  "nonMaxSuppressionPadded, to a length": kernelCase(
    (boxes, scores) => ({ ...tf.image.nonMaxSuppressionPadded(boxes, scores, 3, 0.5, 0.2, true) }),
    floats([
      [0, 0, 1, 1],
      [0, 0.1, 1, 1.1],
    ]),
    floats([0.9, 0.75]),
  ),
  threshold: kernelCase(
    (x) => tf.image.threshold(x, "binary", false, 0.5),
    ints([
      [[0], [200]],
      [[90], [250]],
    ]),
  ),
  "spaceToBatchND of one axis": directly(
    "SpaceToBatchND",
    ["x"],
    { blockShape: [2], paddings: [[0, 1]] },
    numeric(wave(1, 3, 2)),
  ),
};
