// STUB

import { writeFileSync } from "node:fs";
import type * as tf from "@tensorflow/tfjs-node-gpu";
export async function saveModel(_model: tf.LayersModel, path: string) {
  writeFileSync(path, "x");
}
export async function saveWeights(_model: tf.LayersModel, path: string) {
  writeFileSync(path, "x");
}
