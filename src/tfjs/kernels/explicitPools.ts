/**
 * Pools whose padding is given in numbers, and their gradients. tfjs-node-gpu 4.22.0 (kernels/AvgPool.ts and its
 * neighbours) refuses them: here the images are padded before. What is padded counts in no mean and is no maximum.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { imagePadding, isExplicit, type Padding, volumePadding } from "./explicitPadding";
import { type Kernel, type KernelCall, wrapKernel } from "./kernel";

type Info = Parameters<typeof tf.backend_util.computePool2DInfo>;

/** Around all axes. @param dy in a gradient, the gradient of what comes out. */
function paddingOf(call: KernelCall, shape: readonly number[], dy?: tf.Tensor): Padding[] {
  const output = dy?.shape.slice(1, -1);
  const { filterSize, strides, pad, dimRoundingMode } = call.attrs;
  const given = [shape, filterSize, strides, 1, pad, dimRoundingMode] as unknown as Info;
  const space =
    shape.length === 4
      ? imagePadding(tf.backend_util.computePool2DInfo(...given), output)
      : volumePadding(tf.backend_util.computePool3DInfo(...(given as unknown as Volume)), output);
  return [[0, 0], ...space, [0, 0]];
}
type Volume = Parameters<typeof tf.backend_util.computePool3DInfo>;

const unpadded = (call: KernelCall, inputs: Record<string, tf.Tensor>): KernelCall => ({
  ...call,
  inputs,
  attrs: { ...call.attrs, pad: "valid", dimRoundingMode: undefined },
});

const lowest = (x: tf.Tensor) => (x.dtype === "int32" ? -(2 ** 31) : Number.NEGATIVE_INFINITY);

/** For each value of the result, the part of its window that is not padding. */
function covered(pool: Kernel, call: KernelCall, shape: number[], padding: Padding[]): tf.Tensor {
  const ones = tf.pad(tf.ones([1, ...shape.slice(1, -1), 1]), padding);
  return pool(unpadded(call, { x: ones })) as tf.Tensor;
}

const inside = (padded: tf.Tensor, padding: Padding[], shape: number[]): tf.Tensor =>
  padded.slice(
    padding.map(([before]) => before),
    shape,
  );

for (const space of ["", "3D"]) {
  wrapKernel(`MaxPool${space}`, (kernel) => (call) => {
    if (!isExplicit(call.attrs.pad)) return kernel(call);
    const x = call.inputs.x as tf.Tensor;
    return tf.tidy(() => kernel(unpadded(call, { x: tf.pad(x, paddingOf(call, x.shape), lowest(x)) })));
  });
  wrapKernel(`MaxPool${space}Grad`, (kernel) => (call) => {
    if (!isExplicit(call.attrs.pad)) return kernel(call);
    const { dy, input, output } = call.inputs as Record<"dy" | "input" | "output", tf.Tensor>;
    const padding = paddingOf(call, input.shape, dy);
    return tf.tidy(() => {
      const padded = tf.pad(input, padding, lowest(input));
      return inside(kernel(unpadded(call, { dy, input: padded, output })) as tf.Tensor, padding, input.shape);
    });
  });
  let pool: Kernel;
  wrapKernel(`AvgPool${space}`, (kernel) => {
    pool = kernel;
    return (call) => {
      if (!isExplicit(call.attrs.pad)) return kernel(call);
      const x = call.inputs.x as tf.Tensor;
      const padding = paddingOf(call, x.shape);
      return tf.tidy(() => {
        const mean = kernel(unpadded(call, { x: tf.pad(x, padding) })) as tf.Tensor;
        return mean.div(covered(kernel, call, x.shape, padding));
      });
    };
  });
  wrapKernel(`AvgPool${space}Grad`, (kernel) => (call) => {
    if (!isExplicit(call.attrs.pad)) return kernel(call);
    const { dy, input } = call.inputs as Record<"dy" | "input", tf.Tensor>;
    const padding = paddingOf(call, input.shape, dy);
    return tf.tidy(() => {
      const ofMean = dy.div(covered(pool, call, input.shape, padding));
      const padded = kernel(unpadded(call, { dy: ofMean, input: tf.pad(input, padding) })) as tf.Tensor;
      return inside(padded, padding, input.shape);
    });
  });
}
