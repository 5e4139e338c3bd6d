/** How often each number stands in a list, or in each row of a matrix. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { operation } from "../operation";
import { addKernel } from "./kernel";

addKernel("DenseBincount", ({ inputs, attrs }) => {
  const { x, weights } = inputs as Record<"x" | "weights", tf.Tensor>;
  const size = tf.scalar(attrs.size as number, "int32");
  return operation("DenseBincount", [x, size, weights], { binary_output: Boolean(attrs.binaryOutput) });
});
