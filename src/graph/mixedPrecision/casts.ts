/**
 * Casts to float16 for processors, as Keras's layers make them: TensorFlow's rewriter for float16 on processors ends the
 * process at the gradients of two dense layers (2.21). Products and convolutions compute in 16 bits, all else in 32.
 */
import { attributeTypes, type ComputeDtype, type FunctionGraph, type TracedTensor } from "../../engine";
import { isOnGpu } from "../nodeBackend";

const operations = new Set([
  ...["MatMul", "BatchMatMul", "BatchMatMulV2", "Conv2D", "Conv2DBackpropInput", "Conv2DBackpropFilter"],
  ...["DepthwiseConv2dNative", "DepthwiseConv2dNativeBackpropInput", "DepthwiseConv2dNativeBackpropFilter"],
  ...["Conv3D", "Conv3DBackpropInputV2", "Conv3DBackpropFilterV2"],
]);

/** Numbers of `DataType` (tensorflow/core/framework/types.proto). */
const FLOAT = 1;
const HALF = 19;

/** Whether graphs are made with casts for a policy, and not rewritten when they are called. */
export const hasCasts = (computeDtype: ComputeDtype): boolean => computeDtype === "float16" && !isOnGpu();

/** Makes an operation of a graph, in 16 bits where it is one of those. */
export function operationInFloat16(
  graph: FunctionGraph,
  [name, attributes, inputs]: Parameters<FunctionGraph["operation"]>,
): TracedTensor[] {
  if (!operations.has(name)) return graph.operation(name, attributes, inputs);
  const given = inputs.map((input) => (input.dtype === FLOAT ? cast(graph, input, HALF) : input));
  return graph
    .operation(name, attributes, given)
    .map((output) => (output.dtype === HALF ? cast(graph, output, FLOAT) : output));
}

function cast(graph: FunctionGraph, tensor: TracedTensor, dtype: number): TracedTensor {
  const [output] = graph.operation(
    "Cast",
    [{ name: "DstT", type: attributeTypes.type, value: dtype }],
    [tensor],
  );
  return output as TracedTensor;
}
