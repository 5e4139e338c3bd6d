/**
 * Masks have no gradients. tfjs-core 4.22.0 (gradients.ts) cannot train through a Masking layer, or a merge of masks, that
 * comes after a layer with weights: "gradient function not found for Any".
 */
import * as tf from "@tensorflow/tfjs-node-gpu";

for (const [kernelName, inputs] of Object.entries({
  Any: ["x"],
  All: ["x"],
  NotEqual: ["a", "b"],
  LogicalAnd: ["a", "b"],
  LogicalOr: ["a", "b"],
  LogicalNot: ["x"],
})) {
  if (tf.getGradient(kernelName)) continue;
  tf.registerGradient({
    kernelName,
    inputsToSave: inputs,
    gradFunc: (_, saved) =>
      Object.fromEntries(
        inputs.map((name, index) => [name, () => tf.zeros((saved[index] as tf.Tensor).shape)]),
      ),
  });
}
