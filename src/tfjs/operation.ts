/** Operations of TensorFlow's that tfjs-node-gpu does not know, as kernels of its backend. */
import * as tf from "@tensorflow/tfjs-node-gpu";

type Attribute = { name: string; type: number; value: unknown };

interface Backend {
  binding: Record<"TF_ATTR_BOOL" | "TF_ATTR_FLOAT" | "TF_ATTR_INT" | "TF_ATTR_STRING", number>;
  executeSingleOutput(name: string, attributes: Attribute[], inputs: tf.Tensor[]): tf.Tensor;
  executeMultipleOutputs(
    name: string,
    attributes: Attribute[],
    inputs: tf.Tensor[],
    outputs: number,
  ): tf.Tensor[];
}

/** Numbers are floats, lists of them whole numbers. */
export type Attributes = Readonly<Record<string, boolean | number | readonly number[] | string>>;

/** Runs an operation. Attributes that are dtypes TensorFlow takes from the inputs. */
export function operation(name: string, inputs: tf.Tensor[], attributes: Attributes = {}): tf.Tensor {
  const { executeSingleOutput, binding } = tf.backend() as unknown as Backend;
  return executeSingleOutput.call(tf.backend(), name, listed(attributes, binding), inputs);
}

/** The same for one that has several outputs. */
export function operations(
  name: string,
  inputs: tf.Tensor[],
  outputs: number,
  attributes: Attributes = {},
): tf.Tensor[] {
  const { executeMultipleOutputs, binding } = tf.backend() as unknown as Backend;
  return executeMultipleOutputs.call(tf.backend(), name, listed(attributes, binding), inputs, outputs);
}

const listed = (attributes: Attributes, binding: Backend["binding"]): Attribute[] =>
  Object.entries(attributes).map(([name, value]) => ({ name, type: typeOf(value, binding), value }));

function typeOf(value: Attributes[string], binding: Backend["binding"]): number {
  if (typeof value === "boolean") return binding.TF_ATTR_BOOL;
  if (typeof value === "number") return binding.TF_ATTR_FLOAT;
  return typeof value === "string" ? binding.TF_ATTR_STRING : binding.TF_ATTR_INT;
}

export const runsOnTensorFlow = (): boolean => tf.getBackend() === "tensorflow";

/** In a gradient's function: what a gradient computes is recorded while a gradient of it is wanted. */
export const isDifferentiatedAgain = (): boolean =>
  (tf.engine() as unknown as { isTapeOn(): boolean }).isTapeOn();

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
export const runKernel = (kernelName: string, inputs: tf.NamedTensorMap): tf.Tensor =>
  tf.engine().runKernel(kernelName, inputs) as tf.Tensor;

type Inputs = Record<string, tf.Tensor>;

/** In the place of tfjs-node-gpu's kernel, where `fits`. */
export function replaceKernel(
  kernelName: string,
  fits: (inputs: Inputs, attributes: Record<string, unknown>) => boolean,
  compute: (inputs: Inputs, attributes: Record<string, unknown>) => tf.Tensor,
): void {
  const before = tf.getKernel(kernelName, "tensorflow");
  if (!before) return;
  tf.unregisterKernel(kernelName, "tensorflow");
  tf.registerKernel({
    ...before,
    kernelFunc: (call) => {
      const inputs = call.inputs as Inputs;
      const attributes = call.attrs ?? {};
      return fits(inputs, attributes) ? compute(inputs, attributes) : before.kernelFunc(call);
    },
  });
}
