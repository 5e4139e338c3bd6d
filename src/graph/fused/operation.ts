/** Operations of TensorFlow's that tfjs-node-gpu does not know, as kernels of its backend. */
import * as tf from "@tensorflow/tfjs-node-gpu";

type Attribute = { name: string; type: number; value: unknown };

interface Backend {
  binding: Record<"TF_FLOAT" | "TF_INT32" | "TF_ATTR_TYPE" | "TF_ATTR_BOOL", number>;
  executeSingleOutput(name: string, attributes: Attribute[], inputs: tf.Tensor[]): tf.Tensor;
}

export interface OperationOptions {
  /** Attributes that are yes or no. */
  flags?: Record<string, boolean>;
}

/** Runs an operation whose attribute `T` is the dtype of its first input, float32 or int32. */
export function operation(
  name: string,
  inputs: tf.Tensor[],
  { flags = {} }: OperationOptions = {},
): tf.Tensor {
  const { binding, executeSingleOutput } = tf.backend() as unknown as Backend;
  const value = inputs[0]?.dtype === "int32" ? binding.TF_INT32 : binding.TF_FLOAT;
  const attributes = [
    { name: "T", type: binding.TF_ATTR_TYPE, value },
    ...Object.entries(flags).map(([flag, value]) => ({ name: flag, type: binding.TF_ATTR_BOOL, value })),
  ];
  return executeSingleOutput.call(tf.backend(), name, attributes, inputs);
}

export const runsOnTensorFlow = (): boolean => tf.getBackend() === "tensorflow";

/** Makes an operation known to tfjs under its name. @param inputNames in TensorFlow's order. */
export function defineKernel(kernelName: string, inputNames: readonly string[]): void {
  tf.registerKernel({
    kernelName,
    backendName: "tensorflow",
    kernelFunc: ({ inputs }) =>
      operation(
        kernelName,
        inputNames.map((name) => inputs[name] as tf.Tensor),
      ),
  });
}

/** Runs a kernel of tfjs's, through which gradients flow. */
export const run = (kernelName: string, inputs: tf.NamedTensorMap): tf.Tensor =>
  tf.engine().runKernel(kernelName, inputs) as tf.Tensor;

type Inputs = Record<string, tf.Tensor>;

/** In the place of tfjs-node-gpu's kernel, where `fits`. */
export function replaceKernel(
  kernelName: string,
  fits: (inputs: Inputs) => boolean,
  compute: (inputs: Inputs, attributes: Record<string, unknown>) => tf.Tensor,
): void {
  const before = tf.getKernel(kernelName, "tensorflow");
  if (!before) return;
  tf.unregisterKernel(kernelName, "tensorflow");
  tf.registerKernel({
    ...before,
    kernelFunc: (call) => {
      const inputs = call.inputs as Inputs;
      return fits(inputs) ? compute(inputs, call.attrs ?? {}) : before.kernelFunc(call);
    },
  });
}
