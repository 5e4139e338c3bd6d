/** Images seen through projective transforms: each pixel of the result says where in the image it comes from. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { operation } from "../operation";
import { addKernel } from "./kernel";

interface Transformed {
  interpolation: string;
  fillMode: string;
  fillValue: number;
  /** Defaults to that of the images. */
  outputShape?: readonly number[] | undefined;
}

/** @param transforms one of eight numbers for each image, or for all. */
export function transformed(
  images: tf.Tensor,
  transforms: tf.Tensor,
  { interpolation, fillMode, fillValue, outputShape }: Transformed,
): tf.Tensor {
  const [height, width] = outputShape ?? images.shape.slice(1, 3);
  const size = tf.tensor1d([height as number, width as number], "int32");
  const inputs = [images, transforms, size, tf.scalar(fillValue, "float32")];
  return operation("ImageProjectiveTransformV3", inputs, {
    interpolation: interpolation.toUpperCase(),
    fill_mode: fillMode.toUpperCase(),
  });
}

addKernel("Transform", ({ inputs, attrs }) => {
  const { image, transforms } = inputs as Record<"image" | "transforms", tf.Tensor>;
  return transformed(image, transforms, attrs as unknown as Transformed);
});
