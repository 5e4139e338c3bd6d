/** tfjs-node-gpu's backend, from the side that graphs need. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import type { BindingTensor, NodeBinding, TensorHandle } from "../engine";

interface Backend {
  binding: NodeBinding;
  isUsingGpuDevice: boolean;
  refCount(dataId: object): number;
  createOutputTensor(metadata: object): tf.Tensor;
  getInputTensorIds(tensors: readonly tf.Tensor[]): number[];
}

const backend = () => tf.backend() as unknown as Backend;

export const binding = (): NodeBinding => backend().binding;

export const isOnGpu = (): boolean => backend().isUsingGpuDevice;

/** The numbers by which the binding knows tensors; values that waited in JavaScript are handed over. */
export const idsOf = (tensors: readonly tf.Tensor[]): number[] => {
  for (const tensor of tensors) tensor.throwIfDisposed();
  return backend().getInputTensorIds(tensors);
};

/** Whether other tensors have the same values in the same memory: copies, reshapes, what a variable was assigned. */
export const isMemoryShared = ({ dataId }: tf.Tensor): boolean => backend().refCount(dataId) > 1;

export const handlesOf = (tensors: readonly tf.Tensor[]): TensorHandle[] =>
  idsOf(tensors).map((id) => binding().handleOf(id));

/** A tensor of tfjs for a new handle, or for one that stands for a tensor of a graph. */
export const tensorFor = (tensor: BindingTensor): tf.Tensor =>
  backend().createOutputTensor(binding().adopt(tensor));

/** The number that the binding has for a dtype. */
export function dtypeNumber(dtype: tf.DataType): number {
  const { TF_FLOAT, TF_INT32, TF_BOOL } = binding();
  const numbers: Partial<Record<tf.DataType, number>> = { float32: TF_FLOAT, int32: TF_INT32, bool: TF_BOOL };
  return numbers[dtype] ?? TF_FLOAT;
}
