/** From how many steps on a graph pays: making one takes about as long as so many steps operation by operation. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { recurrentSteps } from "../../tfjs";

/** For a model without recurrent layers, large or small. */
const LEAST = 8;

/** TensorFlow's optimizer needs more time for each operation the more there are; a recurrent layer has some for each step in time. */
const RECURRENT_STEPS = 10;

/** @param count how many steps there will be, where that is known. */
export const isWorthTracing = (model: tf.LayersModel, count: number | null): boolean =>
  count === null || count >= LEAST + Math.floor(recurrentSteps(model) / RECURRENT_STEPS);
