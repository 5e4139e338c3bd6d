/** How tfjs notes operations for gradients (tfjs-core 4.22.0, engine.ts). */
import * as tf from "@tensorflow/tfjs-node-gpu";

export interface TapeNode {
  inputs: tf.NamedTensorMap;
  outputs: tf.Tensor[];
}

export interface TapeEngine {
  state: { activeTape: TapeNode[] };
  /** @param saved what the gradient is computed from: copies of inputs and outputs. */
  addTapeNode(
    kernelName: string,
    inputs: tf.NamedTensorMap,
    outputs: tf.Tensor[],
    gradient: unknown,
    saved: tf.Tensor[],
    attributes: object,
  ): void;
}

export const tapeEngine = Object.getPrototypeOf(tf.engine()) as TapeEngine;
