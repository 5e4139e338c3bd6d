/** Operations of TensorFlow's that tfjs-node-gpu does not know, as kernels of its backend. */
import * as tf from "@tensorflow/tfjs-node-gpu";

type Attribute = { name: string; type: number; value: unknown };

interface Backend {
  binding: Record<
    "TF_ATTR_BOOL" | "TF_ATTR_FLOAT" | "TF_ATTR_INT" | "TF_ATTR_STRING" | "TF_ATTR_TYPE",
    number
  >;
  getDTypeInteger(dtype: tf.DataType): number;
  executeSingleOutput(name: string, attributes: Attribute[], inputs: tf.Tensor[]): tf.Tensor;
  executeMultipleOutputs(
    name: string,
    attributes: Attribute[],
    inputs: tf.Tensor[],
    outputs: number,
  ): tf.Tensor[];
}

/** Numbers are floats, lists of them whole numbers. */
export type Attributes = Readonly<
  Record<
    string,
    | boolean
    | number
    | readonly number[]
    | string
    | readonly string[]
    | { readonly int: number }
    | { readonly dtype: tf.DataType }
  >
>;

/** Runs an operation. Attributes that are dtypes of inputs TensorFlow takes from the inputs. */
export function operation(name: string, inputs: tf.Tensor[], attributes: Attributes = {}): tf.Tensor {
  return backend().executeSingleOutput(name, attributesOf(attributes), inputs);
}

/** The same for one that has several outputs. */
export function operations(
  name: string,
  inputs: tf.Tensor[],
  outputs: number,
  attributes: Attributes = {},
): tf.Tensor[] {
  return backend().executeMultipleOutputs(name, attributesOf(attributes), inputs, outputs);
}

const backend = () => tf.backend() as unknown as Backend;

/** As tfjs-node-gpu's backend takes them. */
export const attributesOf = (attributes: Attributes): Attribute[] =>
  Object.entries(attributes).map(([name, value]) => ({ name, ...typed(value) }));

function typed(value: Attributes[string]): Omit<Attribute, "name"> {
  const { binding } = backend();
  if (typeof value === "boolean") return { type: binding.TF_ATTR_BOOL, value };
  if (typeof value === "number") return { type: binding.TF_ATTR_FLOAT, value };
  if (typeof value === "string") return { type: binding.TF_ATTR_STRING, value };
  if ("int" in value) return { type: binding.TF_ATTR_INT, value: value.int };
  if ("dtype" in value) return { type: binding.TF_ATTR_TYPE, value: backend().getDTypeInteger(value.dtype) };
  const type = typeof value[0] === "string" ? binding.TF_ATTR_STRING : binding.TF_ATTR_INT;
  return { type, value };
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
