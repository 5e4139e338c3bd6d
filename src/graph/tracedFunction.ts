/** The result of a trace: a TensorFlow function, and the values that each call hands to it. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import type { TensorHandle, Threads } from "../engine";

export interface TensorType {
  shape: number[];
  dtype: tf.DataType;
}

/** A value that a graph captures from outside, as it is at the time of each call. */
export type Capture =
  | { kind: "variable"; variable: tf.Variable }
  /** A handle of its own to a tensor that is not a variable. */
  | { kind: "constant"; handle: TensorHandle }
  /** A new tensor for each call. */
  | { kind: "fresh"; type: TensorType; make(): tf.Tensor };

export interface TracedFunction {
  /** In TensorFlow's context. */
  name: string;
  /** Further functions of the context, which it is made of. */
  parts?: readonly string[];
  threads: Threads | undefined;
  inputs: TensorType[];
  captures: Capture[];
  /** How many tensors it returns. */
  outputs: number;
  /** Variables that it assigns; their values come after what it returns. */
  assigned: tf.Variable[];
  effects: (() => void)[];
  /** How many operations its graph has. */
  operations: number;
}
