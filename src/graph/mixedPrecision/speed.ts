/** Whether this machine gains by a policy: measured, because not every processor that knows 16 bits is faster at them. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { currentVariables } from "../callQueue";
import { forget, runTraced } from "../runTraced";
import { trace } from "../trace";
import type { Policy } from "./policy";

const RUNS = 5;

const said = new Set<string>();

/** Says, once a policy, how much slower it is than float32 where it is not faster. */
export function saySlower({ name, computeDtype }: Policy): void {
  if (computeDtype === "float32" || tf.getBackend() !== "tensorflow" || said.has(name)) return;
  said.add(name);
  const speed = speedOf(computeDtype);
  if (speed > 1.05) return;
  const times = speed.toFixed(2);
  console.info(
    `mixedPrecision: a convolution in ${computeDtype} runs at ${times} times its speed in float32 on this machine, as just ` +
      "measured: the policy gains no time here.\n" +
      "  → processors with avx512_bf16 or AMX gain by mixed_bfloat16, GPUs by mixed_float16",
  );
}

/** Of a convolution and its gradients, in times of float32's. */
function speedOf(computeDtype: Policy["computeDtype"]): number {
  // No random numbers: those of a seed are the learner's.
  const x = tf.ones([16, 26, 26, 32]);
  const kernel = tf.ones([3, 3, 32, 64]);
  const gradients = ([image, weights]: tf.Tensor[]) => {
    const loss = (of: tf.Tensor, by: tf.Tensor) =>
      tf
        .conv2d(of as tf.Tensor4D, by as tf.Tensor4D, 1, "valid")
        .relu()
        .sum();
    return tf.grads(loss)([image as tf.Tensor, weights as tf.Tensor]);
  };
  const fastest = (dtype: Policy["computeDtype"]) => {
    const step = trace([x, kernel], gradients, { computeDtype: dtype });
    const times = Array.from({ length: RUNS }, () => {
      const start = performance.now();
      const results = runTraced(step, [x, kernel], { computeDtype: dtype, variables: currentVariables });
      results[0]?.dataSync();
      tf.dispose(results);
      return performance.now() - start;
    });
    forget(step);
    return Math.min(...times);
  };
  try {
    return fastest("float32") / fastest(computeDtype);
  } finally {
    tf.dispose([x, kernel]);
  }
}
