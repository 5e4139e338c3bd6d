/**
 * Boxes cut out of images. TensorFlow multiplies their edges with the image's size, and reads outside of its memory, which
 * ends the process, where that is infinite or no number: such an edge is far outside of the image here.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { wrapKernel } from "./kernel";

/** In sizes of the image. */
const FAR = 1e6;

wrapKernel("CropAndResize", (kernel) => (call) => {
  const boxes = call.inputs.boxes as tf.Tensor;
  if (boxes.dtype !== "float32") return kernel(call);
  return tf.tidy(() => {
    const edges = tf.where(tf.isNaN(boxes), tf.fill(boxes.shape, FAR), boxes).clipByValue(-FAR, FAR);
    return kernel({ ...call, inputs: { ...call.inputs, boxes: edges } });
  });
});
