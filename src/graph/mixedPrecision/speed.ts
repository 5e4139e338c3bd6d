/** Whether this machine gains by a policy: measured, because not every processor that knows 16 bits is faster at them. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { currentVariables } from "../callQueue";
import { isOnGpu } from "../nodeBackend";
import { forget, runTraced } from "../runTraced";
import { trace } from "../trace";
import type { Policy } from "./policy";

const RUNS = 5;

const said = new Set<string>();

/** Says, once a policy, how much slower it is than float32 where it is not faster. */
export function saySlower({ name, computeDtype }: Policy): void {
  if (computeDtype === "float32" || tf.getBackend() !== "tensorflow" || said.has(name)) return;
  said.add(name);
  if (computeDtype === "float16" && !isOnGpu()) {
    console.warn(
      "mixedPrecision: graphs stay in float32: TensorFlow rewrites them to float16 for GPUs alone, and there is none here.\n" +
        "  → processors compute in 16 bits under mixed_bfloat16",
    );
    return;
  }
  const speed = speedOf(computeDtype);
  if (speed > 1.05) return;
  const times = speed.toFixed(2);
  console.warn(
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
  const step = trace([x, kernel], ([image, weights]) => {
    const loss = (of: tf.Tensor, by: tf.Tensor) =>
      tf
        .conv2d(of as tf.Tensor4D, by as tf.Tensor4D, 1, "valid")
        .relu()
        .sum();
    return tf.grads(loss)([image as tf.Tensor, weights as tf.Tensor]);
  });
  const fastest = (dtype: Policy["computeDtype"]) => {
    const times = Array.from({ length: RUNS }, () => {
      const start = performance.now();
      const gradients = runTraced(step, [x, kernel], { computeDtype: dtype, variables: currentVariables });
      gradients[0]?.dataSync();
      tf.dispose(gradients);
      return performance.now() - start;
    });
    return Math.min(...times);
  };
  try {
    return fastest("float32") / fastest(computeDtype);
  } finally {
    forget(step);
    tf.dispose([x, kernel]);
  }
}
