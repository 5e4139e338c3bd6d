/** Images turned around a point. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { addKernel } from "./kernel";
import { transformed } from "./transform";

interface Rotation {
  radians: number;
  /** Fill of the edges: one number, or a colour. */
  fillValue: number | readonly number[];
  /** As parts of width and height. */
  center: number | [number, number];
}

/** tfjs's fill of the fourth channel where it is given a colour. */
const OPAQUE = 255;

addKernel("RotateWithOffset", ({ inputs, attrs }) => {
  const image = inputs.image as tf.Tensor4D;
  const { radians, fillValue, center } = attrs as unknown as Rotation;
  const [, height, width, channels] = image.shape;
  const [x, y] = tf.backend_util.getImageCenter(center, height, width);
  const [sine, cosine] = [Math.sin(radians), Math.cos(radians)];
  const transform = [cosine, -sine, x - x * cosine + y * sine, sine, cosine, y - x * sine - y * cosine, 0, 0];
  const rotated = (images: tf.Tensor, fill: number) =>
    transformed(images, tf.tensor2d([transform]), {
      interpolation: "nearest",
      fillMode: "constant",
      fillValue: fill,
    });
  if (typeof fillValue === "number") return rotated(image, fillValue);
  const colour = Array.from({ length: channels }, (_, channel) =>
    channel === 3 ? OPAQUE : (fillValue[channel] ?? 0),
  );
  const isInside = rotated(tf.onesLike(image), 0);
  const filling = tf.sub(1, isInside).mul(tf.tensor1d(colour, image.dtype as "float32"));
  return rotated(image, 0).add(filling);
});
