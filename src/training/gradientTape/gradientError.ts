import type * as tf from "@tensorflow/tfjs-node-gpu";
import { TrainbookError } from "../../trainbookError";

/** Thrown where gradients cannot be computed: a loss or sources that have none. */
export class GradientError extends TrainbookError {}

/** A tensor for messages, such as `float32 [2, 3]`. */
export const typeOf = ({ dtype, shape }: tf.Tensor): string => `${dtype} [${shape.join(", ")}]`;
