/**
 * Comparisons, logic, counting and whole numbers have no gradient, and end the path to what they are computed from, as in
 * TensorFlow. tfjs-core 4.22.0 (tape.ts, gradients/) cannot train past most of them, "gradient function not found for
 * Greater", and lets gradients through others: floorDiv and casts to whole numbers.
 */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { type TapeEngine, tapeEngine } from "./tapeEngine";

const nonDifferentiable = new Set([
  ...["Equal", "NotEqual", "Less", "LessEqual", "Greater", "GreaterEqual"],
  ...["LogicalAnd", "LogicalOr", "LogicalNot", "LogicalXor", "All", "Any"],
  ...["ArgMax", "ArgMin", "Where", "Unique", "SearchSorted", "Bincount", "DenseBincount", "Multinomial"],
  ...["IsFinite", "IsInf", "IsNan", "FloorDiv", "OneHot", "Range", "LinSpace", "BitwiseAnd"],
  ...["NonMaxSuppressionV3", "NonMaxSuppressionV4", "NonMaxSuppressionV5"],
]);

const { addTapeNode } = tapeEngine;

tapeEngine.addTapeNode = function (this: TapeEngine, ...node) {
  const [kernelName, inputs, outputs, , saved] = node;
  if (hasGradient(kernelName, inputs, outputs)) addTapeNode.apply(this, node);
  else for (const tensor of saved) tensor.dispose();
};

function hasGradient(kernelName: string, inputs: tf.NamedTensorMap, outputs: readonly tf.Tensor[]): boolean {
  if (kernelName !== "Cast") return !nonDifferentiable.has(kernelName);
  return [inputs.x, outputs[0]].every((tensor) => isContinuous(tensor as tf.Tensor));
}

const isContinuous = ({ dtype }: tf.Tensor): boolean => dtype === "float32" || dtype === "complex64";
