/**
 * The gradient of a resize with `halfPixelCenters`. tfjs-node-gpu 4.22.0 (kernels/ResizeBilinearGrad.ts,
 * ResizeNearestNeighborGrad.ts) computes the one without.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { operation, replaceKernel } from "../operation";

const isByCenters = (_: unknown, { halfPixelCenters }: Record<string, unknown>) => halfPixelCenters === true;
const byCenters = { align_corners: false, half_pixel_centers: true };

replaceKernel("ResizeBilinearGrad", isByCenters, ({ dy, images }) =>
  operation("ResizeBilinearGrad", [dy, images] as tf.Tensor[], byCenters),
);

replaceKernel("ResizeNearestNeighborGrad", isByCenters, ({ dy, images }) =>
  tf.tidy(() => {
    const size = tf.tensor1d((images as tf.Tensor).shape.slice(1, 3), "int32");
    return operation("ResizeNearestNeighborGrad", [dy as tf.Tensor, size], byCenters);
  }),
);
