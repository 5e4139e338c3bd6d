/** Operations of TensorFlow's that count in 64 bits, for tfjs, whose whole numbers have 32. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { type Attributes, attributesOf } from "../operation";

interface Metadata {
  id: number;
  dtype: number;
}

interface Backend {
  binding: {
    TF_INT32: number;
    TF_INT64: number;
    executeOp(name: string, attributes: object[], inputs: readonly number[], outputs: number): Metadata[];
    deleteTensor(id: number): void;
    TF_ATTR_TYPE: number;
  };
  getInputTensorIds(tensors: readonly tf.Tensor[]): number[];
  createOutputTensor(metadata: Metadata): tf.Tensor;
}

/** Whole numbers of 32 bits among the inputs are handed over with 64, and those among the outputs come back with 32. */
export function operationsIn64Bits(
  name: string,
  inputs: readonly tf.Tensor[],
  outputs: number,
  attributes: Attributes = {},
  /** Those inputs that stay as they are. */
  kept: readonly tf.Tensor[] = [],
): tf.Tensor[] {
  const backend = tf.backend() as unknown as Backend;
  const { binding } = backend;
  const passing: number[] = [];
  const cast = (id: number, dtype: number): Metadata => {
    const attribute = { name: "DstT", type: binding.TF_ATTR_TYPE, value: dtype };
    return binding.executeOp("Cast", [attribute], [id], 1)[0] as Metadata;
  };
  try {
    const ids = backend.getInputTensorIds(inputs).map((id, index) => {
      const input = inputs[index] as tf.Tensor;
      if (input.dtype !== "int32" || kept.includes(input)) return id;
      const wide = cast(id, binding.TF_INT64);
      passing.push(wide.id);
      return wide.id;
    });
    return binding.executeOp(name, attributesOf(attributes), ids, outputs).map((output) => {
      if (output.dtype !== binding.TF_INT64) return backend.createOutputTensor(output);
      passing.push(output.id);
      return backend.createOutputTensor(cast(output.id, binding.TF_INT32));
    });
  } finally {
    for (const id of passing) binding.deleteTensor(id);
  }
}
