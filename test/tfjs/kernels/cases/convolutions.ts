/** Convolutions and pools, with each kind of padding, and their gradients. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { floats, type KernelCase, kernelCase, numeric, wave } from "./kernelCase";

export type Images = tf.Tensor4D;
type Volumes = tf.Tensor5D;

export const images = () => floats(wave(2, 5, 5, 2));
const pads: [string, "same" | "valid" | number][] = [
  ["same", "same"],
  ["valid", "valid"],
  ["1", 1],
];
const around: [[number, number], [number, number], [number, number], [number, number]] = [
  [0, 0],
  [1, 0],
  [2, 1],
  [0, 0],
];

/** The gradients of `work` by all of its inputs. */
export const gradients =
  (work: (...inputs: never[]) => tf.Tensor) =>
  (...inputs: tf.Tensor[]) =>
    tf.grads((...all: tf.Tensor[]) =>
      (work as (...all: tf.Tensor[]) => tf.Tensor)(...all)
        .square()
        .sum(),
    )(inputs);

const padded = (
  name: string,
  work: (pad: never, rounding?: "floor") => (...inputs: never[]) => tf.Tensor,
  inputs: () => ReturnType<typeof images>[],
): [string, KernelCase][] =>
  [
    ...pads,
    ...(name.includes("depthwise") || name.includes("Pool") ? [] : [["sides", around] as const]),
  ].flatMap(([label, pad]) => {
    const rounding = typeof pad === "number" ? "floor" : undefined;
    const one = work(pad as never, rounding);
    return [
      [`${name}, padding ${label}`, kernelCase(one as KernelCase["compute"], ...inputs())],
      [`gradients of ${name}, padding ${label}`, kernelCase(gradients(one), ...inputs())],
    ] as [string, KernelCase][];
  });

const bias = () => tf.tensor1d([0.5, -0.5, 1]);
export const activations = ["linear", "relu", "relu6", "elu", "sigmoid", "leakyrelu", "prelu"] as const;

const withPadding: Record<string, KernelCase> = Object.fromEntries(
  (
    [
      // tfjs's CPU backend shares the gradient of a mean out over the padding, too.
      ...padded(
        "conv2d",
        (pad, rounding) => (x: Images, w: Images) => tf.conv2d(x, w, 2, pad, "NHWC", 1, rounding),
        () => [images(), floats(wave(3, 3, 2, 3))],
      ),
      ...padded(
        "depthwiseConv2d",
        (pad, rounding) => (x: Images, w: Images) => tf.depthwiseConv2d(x, w, 1, pad, "NHWC", 1, rounding),
        () => [images(), floats(wave(3, 3, 2, 2))],
      ),
      ...padded(
        "avgPool",
        (pad, rounding) => (x: Images) => tf.avgPool(x, 3, 2, pad, rounding),
        () => [images()],
      ),
      ...padded(
        "maxPool",
        (pad, rounding) => (x: Images) => tf.maxPool(x, 3, 2, pad, rounding),
        () => [images()],
      ),
      ...padded(
        "avgPool3d",
        (pad, rounding) => (x: Volumes) => tf.avgPool3d(x, 2, 1, pad, rounding),
        () => [floats(wave(1, 3, 3, 3, 2))],
      ),
      ...padded(
        "maxPool3d",
        (pad, rounding) => (x: Volumes) => tf.maxPool3d(x, 2, 1, pad, rounding),
        () => [floats(wave(1, 3, 3, 3, 2))],
      ),
      ...padded(
        "conv2dTranspose",
        (pad, rounding) => (x: Images, w: Images) =>
          tf.conv2dTranspose(
            x,
            w,
            [2, (pad as unknown) === "valid" ? 7 : 5, (pad as unknown) === "valid" ? 7 : 5, 3],
            1,
            pad,
            rounding,
          ),
        () => [images(), floats(wave(3, 3, 3, 2))],
      ).filter(([name]) => !name.includes("sides")),
      ...activations.map((activation) => [
        `fused.conv2d, ${activation}`,
        kernelCase(
          (x: Images, w: Images, slopes: tf.Tensor) =>
            tf.fused.conv2d({
              x,
              filter: w,
              strides: 1,
              pad: "same",
              bias: bias(),
              activation,
              leakyreluAlpha: 0.3,
              preluActivationWeights: slopes,
            }),
          images(),
          floats(wave(3, 3, 2, 3)),
          floats([0.1, 0.2, 0.3]),
        ),
      ]),
      ...activations.map((activation) => [
        `fused.depthwiseConv2d, ${activation}`,
        kernelCase(
          (x: Images, w: Images) =>
            tf.fused.depthwiseConv2d({
              x,
              filter: w,
              strides: 1,
              pad: "same",
              bias: tf.tensor1d([1, 2]),
              activation,
              leakyreluAlpha: 0.3,
              preluActivationWeights: tf.tensor1d([0.1, 0.2]),
            }),
          images(),
          floats(wave(3, 3, 2, 1)),
        ),
      ]),
    ] as [string, KernelCase][]
  ).filter(([name]) => !/^gradients of avgPool.*(same|1)$/.test(name)),
);

export const convolutions: Record<string, KernelCase> = {
  ...withPadding,
  "conv2d, dilated": kernelCase(
    (x, w) => tf.conv2d(x, w, 1, "same", "NHWC", 2),
    images(),
    floats(wave(3, 3, 2, 3)),
  ),
  "conv2d, channels first": kernelCase(
    (x, w) => tf.conv2d(x, w, 1, "same", "NCHW"),
    floats(wave(2, 2, 5, 5)),
    floats(wave(3, 3, 2, 3)),
  ),
  "gradients of conv2d, channels first": kernelCase(
    gradients((x: Images, w: Images) => tf.conv2d(x, w, 1, "same", "NCHW")),
    floats(wave(2, 2, 5, 5)),
    floats(wave(3, 3, 2, 3)),
  ),
  "conv2d, strides of two kinds": kernelCase(
    (x, w) => tf.conv2d(x, w, [1, 2], "same"),
    images(),
    floats(wave(3, 3, 2, 3)),
  ),
  "conv2d of whole numbers": kernelCase(
    (x, w) => tf.conv2d(x, w, 1, "same"),
    numeric(wave(2, 5, 5, 2)),
    floats(wave(3, 3, 2, 3)),
  ),
  "depthwiseConv2d, dilated": kernelCase(
    (x, w) => tf.depthwiseConv2d(x, w, 1, "same", "NHWC", 2),
    images(),
    floats(wave(3, 3, 2, 2)),
  ),
  "depthwiseConv2d, strides of two kinds": kernelCase(
    (x, w) => tf.depthwiseConv2d(x, w, [1, 2], "same"),
    images(),
    floats(wave(3, 3, 2, 2)),
  ),
  separableConv2d: kernelCase(
    (x, w, p) => tf.separableConv2d(x, w, p, 1, "same"),
    images(),
    floats(wave(3, 3, 2, 2)),
    floats(wave(1, 1, 4, 3)),
  ),
  conv1d: kernelCase((x, w) => tf.conv1d(x, w, 1, "same"), floats(wave(2, 5, 2)), floats(wave(3, 2, 3))),
  conv3d: kernelCase(
    (x, w) => tf.conv3d(x, w, 1, "same"),
    floats(wave(1, 3, 3, 3, 2)),
    floats(wave(2, 2, 2, 2, 2)),
  ),
  "conv3d, dilated": kernelCase(
    (x, w) => tf.conv3d(x, w, 1, "valid", "NDHWC", 2),
    floats(wave(1, 4, 4, 4, 2)),
    floats(wave(2, 2, 2, 2, 2)),
  ),
  "gradients of conv3d": kernelCase(
    gradients((x: Volumes, w: Volumes) => tf.conv3d(x, w, 1, "valid")),
    floats(wave(1, 3, 3, 3, 2)),
    floats(wave(2, 2, 2, 2, 2)),
  ),
  conv3dTranspose: kernelCase(
    (x, w) => tf.conv3dTranspose(x, w, [1, 3, 3, 3, 2], 1, "same"),
    floats(wave(1, 3, 3, 3, 2)),
    floats(wave(2, 2, 2, 2, 2)),
  ),
  dilation2d: kernelCase((x, w) => tf.dilation2d(x, w, 1, "same"), images(), floats(wave(2, 2, 2))),
  "gradients of dilation2d": kernelCase(
    gradients((x: Images, w: tf.Tensor3D) => tf.dilation2d(x, w, 1, "valid")),
    images(),
    floats(wave(2, 2, 2)),
  ),
  maxPoolWithArgmax: kernelCase((x) => ({ ...tf.maxPoolWithArgmax(x, 2, 1, "valid") }), images()),
  "maxPoolWithArgmax, with batches": kernelCase(
    (x) => ({ ...tf.maxPoolWithArgmax(x, 2, 2, "same", true) }),
    images(),
  ),
  "avgPool of whole numbers": kernelCase((x) => tf.avgPool(x, 2, 1, "same"), numeric(wave(1, 3, 3, 1))),
  "maxPool of whole numbers": kernelCase((x) => tf.maxPool(x, 2, 1, "same"), numeric(wave(1, 3, 3, 1))),
  "avgPool3d of whole numbers": kernelCase(
    (x) => tf.avgPool3d(x, 2, 1, "same"),
    numeric(wave(1, 3, 3, 3, 1)),
  ),
  "maxPool3d of whole numbers": kernelCase(
    (x) => tf.maxPool3d(x, 2, 1, "same"),
    numeric(wave(1, 3, 3, 3, 1)),
  ),
  "pool, dilated": kernelCase((x) => tf.pool(x, 2, "avg", "valid", 2), images()),
};
