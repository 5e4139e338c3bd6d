/**
 * Gradients of dilated convolutions: those of a convolution whose kernel has zeros between its values. tfjs-core 4.22.0
 * (gradients/Conv2D_grad.ts, DepthwiseConv2dNative_grad.ts) has none; nor has TensorFlow for dilated kernels on a processor.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";

type Kernel = tf.Tensor4D;
type Dilations = readonly [number, number];

interface Convolution {
  dilations: number | [number, number] | null | undefined;
}

const ratesOf = (given: Convolution["dilations"]): Dilations =>
  Array.isArray(given) ? given : [given ?? 1, given ?? 1];

const isDilated = (given: Convolution["dilations"]) => ratesOf(given).some((rate) => rate !== 1);

for (const kernelName of ["Conv2D", "DepthwiseConv2dNative"]) {
  const plain = tf.getGradient(kernelName);
  tf.registerGradient({
    ...plain,
    gradFunc: (dy, saved, attributes) => {
      const { dilations: given } = attributes as unknown as Convolution;
      const dilations = ratesOf(given);
      if (!isDilated(given)) return plain.gradFunc(dy, saved, attributes);
      const [x, kernel] = saved as [tf.Tensor, Kernel];
      const spread = spreadOut(kernel, dilations);
      const gradients = plain.gradFunc(dy, [x, spread], { ...attributes, dilations: [1, 1] });
      return { ...gradients, filter: () => gatheredIn(gradients.filter?.() as Kernel, kernel, dilations) };
    },
  });
}

const { conv2d } = tf.fused;
type Fused = Parameters<typeof conv2d>[0];

const isRecording = () =>
  (tf.engine() as unknown as { state: { gradientDepth: number } }).state.gradientDepth > 0;

/** Fused with a linear activation, as layers without one are, it has a gradient of its own, which knows no dilations. */
(tf.fused as { conv2d: typeof conv2d }).conv2d = ((options: Fused) => {
  const {
    x,
    filter,
    strides,
    pad,
    dataFormat,
    dilations,
    dimRoundingMode,
    bias,
    activation = "linear",
  } = options;
  if (activation !== "linear" || !isDilated(dilations) || !isRecording()) return conv2d(options);
  const y = tf.conv2d(x, filter, strides, pad, dataFormat, dilations, dimRoundingMode);
  return bias === undefined ? y : tf.add(y, bias);
}) as typeof conv2d;

/** With zeros between its values. */
function spreadOut(kernel: Kernel, [rows, columns]: Dilations): Kernel {
  const [height, width, ...channels] = kernel.shape;
  const cells = kernel.reshape([height, 1, width, 1, ...channels]);
  const padded = cells.pad([
    [0, 0],
    [0, rows - 1],
    [0, 0],
    [0, columns - 1],
    [0, 0],
    [0, 0],
  ]);
  const [tall, wide] = [(height - 1) * rows + 1, (width - 1) * columns + 1];
  return padded.reshape([height * rows, width * columns, ...channels]).slice([0, 0], [tall, wide]) as Kernel;
}

/** The values of a gradient that are none of those zeros'. */
function gatheredIn(gradient: Kernel, { shape }: Kernel, [rows, columns]: Dilations): Kernel {
  const [height, width, ...channels] = shape;
  const padded = gradient.pad([
    [0, rows - 1],
    [0, columns - 1],
    [0, 0],
    [0, 0],
  ]);
  const cells = padded.reshape([height, rows, width, columns, ...channels]);
  return cells.slice([0, 0, 0, 0], [height, 1, width, 1]).reshape(shape);
}
