/**
 * The dtypes that kernels take. tfjs-node-gpu 4.22.0 hands its inputs to TensorFlow as they are, which has fewer kernels
 * for whole numbers and truth values than tfjs's other backends, and none for inputs of several dtypes. Here they are
 * computed in a dtype that TensorFlow has, and come back in the one that tfjs says.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import type { Kernel, KernelCall } from "./kernel";
import { wrapKernel } from "./kernel";

interface Dtypes {
  /** Those that TensorFlow computes in. */
  computed: readonly tf.DataType[];
  /** Whose dtype counts. Defaults to all inputs. */
  inputs?: readonly string[];
  /** Whether the result has the dtype that was computed in, and not that of the inputs. */
  staysComputed?: boolean;
}

const floats: readonly tf.DataType[] = ["float32"];
const numbers: readonly tf.DataType[] = ["float32", "int32"];
const all: readonly tf.DataType[] = ["float32", "int32", "bool", "string", "complex64"];

const alike = (kernels: readonly string[], dtypes: Dtypes): [string, Dtypes][] =>
  kernels.map((kernel) => [kernel, dtypes]);

const table = new Map<string, Dtypes>([
  ...alike(["Acos", "Acosh", "Asin", "Asinh", "Atan", "Atan2", "Atanh", "Cos", "Cosh", "Sin", "Sinh"], {
    computed: floats,
  }),
  ...alike(["Tan", "Tanh", "Ceil", "Floor", "Elu", "Expm1", "Log", "Log1p", "Reciprocal", "RealDiv"], {
    computed: floats,
  }),
  // TensorFlow has a kernel that rounds whole numbers, and it gives zeros.
  ...alike(["Round", "Rsqrt", "Selu", "Sigmoid", "Softplus", "Sqrt", "Step"], { computed: floats }),
  ...alike(["Exp", "Erf", "IsFinite", "IsInf", "IsNan", "LeakyRelu"], {
    computed: floats,
    staysComputed: true,
  }),
  ...alike(["Abs", "Neg", "Relu", "Relu6", "Sign", "Square", "ClipByValue", "Diag"], { computed: numbers }),
  ...alike(["Add", "AddN", "Mod", "Multiply", "Pow", "SquaredDifference", "Sub", "BatchMatMul"], {
    computed: numbers,
  }),
  ...alike(["Maximum", "Minimum", "Max", "Min", "TopK"], { computed: numbers }),
  ...alike(["Greater", "GreaterEqual", "Less", "LessEqual", "SearchSorted"], {
    computed: numbers,
    staysComputed: true,
  }),
  ...alike(["Cumsum", "Cumprod", "Einsum", "FloorDiv"], { computed: numbers, staysComputed: true }),
  ...alike(["Equal", "NotEqual"], { computed: all, staysComputed: true }),
  ...alike(["Select"], { computed: all, inputs: ["t", "e"] }),
  ...alike(["BatchToSpaceND", "SpaceToBatchND", "MaxPool"], { computed: numbers }),
  ...alike(["MaxPool3D"], { computed: floats, staysComputed: true }),
  ...alike(["UnsortedSegmentSum"], { computed: numbers, inputs: ["x"], staysComputed: true }),
  ...alike(["SparseSegmentSum"], { computed: numbers, inputs: ["data"] }),
  ...alike(["SparseSegmentMean"], { computed: floats, inputs: ["data"] }),
  ...alike(["Bincount", "DenseBincount"], { computed: numbers, inputs: ["weights"] }),
  ...alike(["Multinomial"], { computed: floats, inputs: ["logits"], staysComputed: true }),
  ...alike(["ResizeBilinear"], { computed: numbers, staysComputed: true }),
  ...alike(["CropAndResize"], { computed: numbers, inputs: ["image"], staysComputed: true }),
]);

for (const [name, dtypes] of table) wrapKernel(name, (kernel) => (call) => computed(kernel, call, dtypes));

// The first says what a concatenation holds: what follows is never cut off.
wrapKernel("Concat", (kernel) => (call) => {
  const [first, ...rest] = Object.values(call.inputs) as [tf.Tensor, ...tf.Tensor[]];
  const isWidened = rest.some(({ dtype }) => dtype !== first.dtype);
  const holds = ({ dtype }: tf.Tensor) => upcast(first.dtype, dtype) === first.dtype;
  if (!isWidened || !rest.every(holds)) return kernel(call);
  return tf.tidy(() => kernel(withInputs(call, (input) => input.cast(first.dtype))));
});

function computed(kernel: Kernel, call: KernelCall, { computed, inputs, staysComputed }: Dtypes) {
  const counts = (name: string) => inputs === undefined || inputs.includes(name);
  let dtype: tf.DataType | undefined;
  let isMixed = false;
  for (const [name, input] of Object.entries(call.inputs)) {
    if (input === undefined || !counts(name)) continue;
    if (dtype !== undefined && input.dtype !== dtype) isMixed = true;
    dtype = dtype === undefined ? input.dtype : upcast(dtype, input.dtype);
  }
  if (dtype === undefined || dtype === "string" || dtype === "complex64") return kernel(call);
  const isComputed = computed.includes(dtype);
  if (isComputed && !isMixed) return kernel(call);
  const given = dtype;
  const within = isComputed ? given : given === "bool" && computed.includes("int32") ? "int32" : "float32";
  return tf.tidy(() => {
    const result = kernel(
      withInputs(call, (input, name) => (input && counts(name) ? input.cast(within) : input)),
    );
    if (staysComputed || within === given) return result;
    if (!Array.isArray(result)) return back(result, given);
    const [first, ...rest] = result as [tf.Tensor, ...tf.Tensor[]];
    return [back(first, given), ...rest];
  });
}

/** A part of one is no truth. */
const back = (result: tf.Tensor, dtype: tf.DataType): tf.Tensor =>
  dtype === "bool" ? result.cast("int32").cast(dtype) : result.cast(dtype);

/** tfjs's own throws for text beside numbers, which then TensorFlow refuses, naming both. */
const upcast = (a: tf.DataType, b: tf.DataType): tf.DataType =>
  a === b || [a, b].includes("string") ? a : tf.backend_util.upcastType(a, b);

/** Lists of inputs stay lists. */
function withInputs(call: KernelCall, change: (input: tf.Tensor, name: string) => tf.Tensor): KernelCall {
  const entries = Object.entries(call.inputs).map(([name, input]) => [name, change(input, name)] as const);
  const inputs = Array.isArray(call.inputs) ? entries.map(([, input]) => input) : Object.fromEntries(entries);
  return { ...call, inputs: inputs as KernelCall["inputs"] };
}
