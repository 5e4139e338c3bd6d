/** Kernels of tfjs-node-gpu's backend, added and changed. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { TrainbookError } from "../../trainbookError";

/** Thrown for a tensor whose shape a kernel cannot take. */
export class KernelShapeError extends TrainbookError {}

export interface KernelCall {
  inputs: Record<string, tf.Tensor>;
  attrs: Record<string, unknown>;
  backend: object;
}

export type Kernel = (call: KernelCall) => tf.Tensor | tf.Tensor[];

export const addKernel = (kernelName: string, kernel: Kernel): void =>
  tf.registerKernel({
    kernelName,
    backendName: "tensorflow",
    // What a kernel makes on the way is freed.
    kernelFunc: (call) => tf.tidy(() => kernel({ attrs: {}, ...call } as unknown as KernelCall)),
  });

/** Replaces an existing kernel with one that may call it. */
export function wrapKernel(kernelName: string, around: (kernel: Kernel) => Kernel): void {
  const before = tf.getKernel(kernelName, "tensorflow");
  if (!before) return;
  tf.unregisterKernel(kernelName, "tensorflow");
  tf.registerKernel({
    ...before,
    kernelFunc: around(before.kernelFunc as unknown as Kernel) as unknown as typeof before.kernelFunc,
  });
}
