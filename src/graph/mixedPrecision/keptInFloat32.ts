/**
 * Where computing in 16 bits ends. TensorFlow's rewriter of graphs (core/grappler/optimizers/auto_mixed_precision.cc)
 * takes what follows a matrix product into 16 bits, too, an optimizer's arithmetic with it: weights would be 16-bit
 * numbers, and small steps lost. A sum it leaves in float32, and all that is computed from it up to the next matrix
 * product. Here that is a sum over no axis: it changes nothing, and costs nothing, as TensorFlow removes it at last.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { operation, type TapeEngine, tapeEngine } from "../../tfjs";
import { isTracing } from "../duringTrace";

const KERNEL = "KeptInFloat32";

tf.registerKernel({
  kernelName: KERNEL,
  backendName: "tensorflow",
  kernelFunc: ({ inputs }) =>
    tf.tidy(() => operation("Sum", [inputs.x as tf.Tensor, tf.tensor1d([], "int32")], { keep_dims: false })),
});

tf.registerGradient({
  kernelName: KERNEL,
  gradFunc: (dy) => ({ x: () => (dy as tf.Tensor).clone() }),
});

/** Keeps everything computed from the result in float32, whatever the policy. Outside of traces it is the tensor itself. */
export function keptInFloat32<Kind extends tf.Tensor>(x: Kind): Kind {
  if (!isTracing() || x.dtype !== "float32") return x;
  return tf.engine().runKernel(KERNEL, { x }) as unknown as Kind;
}

interface Gradients {
  value: tf.Tensor;
  grads: (tf.Tensor | null | undefined)[];
}

interface GradientEngine extends TapeEngine {
  state: TapeEngine["state"] & { gradientDepth: number };
  gradients(...args: unknown[]): Gradients;
}

const engine = tapeEngine as GradientEngine;
const { gradients } = engine;

/** Gradients that the program is given go to an optimizer; those that it differentiates again do not. */
engine.gradients = function (this: GradientEngine, ...args) {
  const result = gradients.apply(this, args);
  if (this.state.gradientDepth > 0) return result;
  return { ...result, grads: result.grads.map((gradient) => gradient && keptInFloat32(gradient)) };
};
