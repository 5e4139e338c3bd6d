/**
 * The gradient of a sum over indices: another one, with the result instead of the input (TensorFlow's
 * python/ops/linalg_grad.py, _EinsumGrad). tfjs-core 4.22.0 (gradients/) has none.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";

tf.registerGradient({
  kernelName: "Einsum",
  saveAllInputs: true,
  gradFunc: (dy, saved, attributes) => {
    const inputs = saved as tf.Tensor[];
    const [given = "", result = ""] = (attributes as { equation: string }).equation
      .replaceAll(" ", "")
      .split("->");
    const terms = given.split(",");
    return Object.fromEntries(
      inputs.map((input, index) => [
        index,
        () => {
          const others = inputs.filter((_, at) => at !== index);
          const termsOfOthers = terms.filter((_, at) => at !== index);
          const from = { tensors: [dy as tf.Tensor, ...others], terms: [result, ...termsOfOthers] };
          return gradientOf(input, terms[index] as string, from);
        },
      ]),
    );
  },
});

/** Indices of the input that stand nowhere else are summed over: each of their values has the same gradient. */
function gradientOf(
  { shape }: tf.Tensor,
  term: string,
  { tensors, terms }: { tensors: tf.Tensor[]; terms: string[] },
): tf.Tensor {
  const known = [...term].filter((letter) => terms.some((other) => other.includes(letter))).join("");
  const sum = tf.einsum(`${terms.join(",")}->${known}`, ...tensors);
  const expanded = [...term].map((letter, axis) => (known.includes(letter) ? (shape[axis] as number) : 1));
  return sum.reshape(expanded).broadcastTo(shape);
}
