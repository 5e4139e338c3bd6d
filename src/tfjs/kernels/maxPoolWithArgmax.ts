/** The maximum of each window, and where it stands. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { operations } from "../operation";
import { imagePadding, isExplicit, type Padding } from "./explicitPadding";
import { addKernel } from "./kernel";

interface Pool {
  filterSize: number | [number, number];
  strides: number | [number, number];
  pad: "same" | "valid" | number;
  includeBatchInIndex: boolean;
}

addKernel("MaxPoolWithArgmax", ({ inputs, attrs }) => {
  const x = inputs.x as tf.Tensor4D;
  const { filterSize, strides, pad, includeBatchInIndex } = attrs as unknown as Pool;
  const info = tf.backend_util.computePool2DInfo(x.shape, filterSize, strides, 1, pad);
  const padding: Padding[] = isExplicit(pad) ? imagePadding(info) : [];
  const padded = isExplicit(pad) ? tf.pad(x, [[0, 0], ...padding, [0, 0]], Number.NEGATIVE_INFINITY) : x;
  const [maximum, place] = operations("MaxPoolWithArgmax", [padded], 2, {
    ksize: [1, info.filterHeight, info.filterWidth, 1],
    strides: [1, info.strideHeight, info.strideWidth, 1],
    padding: pad === "same" ? "SAME" : "VALID",
    include_batch_in_index: Boolean(includeBatchInIndex),
    Targmax: { dtype: "int32" },
  }) as [tf.Tensor, tf.Tensor];
  return [maximum, isExplicit(pad) ? placeIn(x.shape, padding as [Padding, Padding], place) : place];
});

/** @param place in the padded images. */
function placeIn(
  [, height, width, channels]: tf.Tensor4D["shape"],
  [[top, bottom], [left, right]]: [Padding, Padding],
  place: tf.Tensor,
): tf.Tensor {
  const [paddedHeight, paddedWidth] = [top + height + bottom, left + width + right].map(whole) as [
    tf.Scalar,
    tf.Scalar,
  ];
  const pixel = place.floorDiv(whole(channels));
  const row = pixel.floorDiv(paddedWidth);
  const x = pixel.mod(paddedWidth).sub(whole(left));
  const y = row.mod(paddedHeight).sub(whole(top));
  const before = row.floorDiv(paddedHeight).mul(whole(height)).add(y).mul(whole(width)).add(x);
  return before.mul(whole(channels)).add(place.mod(whole(channels)));
}

const whole = (number: number): tf.Scalar => tf.scalar(number, "int32");
