/**
 * Convolutions whose padding is given in numbers, and their gradients. tfjs-node-gpu 4.22.0 (kernels/Conv2D.ts and its
 * neighbours) refuses one number, and for gradients every number; TensorFlow takes them all.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { type Attributes, operation } from "../operation";
import { imagePadding, isExplicit } from "./explicitPadding";
import { wrapKernel } from "./kernel";

type Pair = [number, number] | number;

interface Convolution {
  strides: Pair;
  pad: "same" | "valid" | number | Parameters<typeof tf.backend_util.computeConv2DInfo>[4];
  dataFormat?: "NHWC" | "NCHW";
  dilations?: Pair;
  dimRoundingMode?: "floor" | "round" | "ceil";
}

type Shape = [number, number, number, number];

interface Convolved extends Convolution {
  inputShape: readonly number[];
  filterShape: readonly number[];
  isDepthwise: boolean;
  /** The gradient of what comes out, in a gradient. */
  dy?: tf.Tensor;
}

/** Around batch, height, width and channels, in the order of the images' axes. */
function paddingOf(convolved: Convolved): [number, number][] {
  const { inputShape, filterShape, strides, dilations, pad, dimRoundingMode, isDepthwise } = convolved;
  const isChannelsLast = convolved.dataFormat !== "NCHW";
  const info = tf.backend_util.computeConv2DInfo(
    inputShape as Shape,
    filterShape as Shape,
    strides,
    dilations ?? 1,
    pad as "same",
    dimRoundingMode,
    isDepthwise,
    isChannelsLast ? "channelsLast" : "channelsFirst",
  );
  const output = convolved.dy?.shape.slice(...(isChannelsLast ? [1, 3] : [2, 4]));
  const space = imagePadding(info, output);
  return isChannelsLast ? [[0, 0], ...space, [0, 0]] : [[0, 0], [0, 0], ...space];
}

const shapeOf = (tensor: tf.Tensor | undefined) => (tensor as tf.Tensor).shape;

for (const name of ["Conv2D", "FusedConv2D", "DepthwiseConv2dNative", "FusedDepthwiseConv2D"]) {
  const isDepthwise = name.includes("Depthwise");
  wrapKernel(name, (kernel) => (call) => {
    const attributes = call.attrs as unknown as Convolution;
    if (!isExplicit(attributes.pad)) return kernel(call);
    const [inputShape, filterShape] = [shapeOf(call.inputs.x), shapeOf(call.inputs.filter)];
    const pad = paddingOf({ ...attributes, inputShape, filterShape, isDepthwise });
    return kernel({ ...call, attrs: { ...call.attrs, pad } });
  });
}

for (const name of [
  "Conv2DBackpropFilter",
  "Conv2DBackpropInput",
  "DepthwiseConv2dNativeBackpropFilter",
  "DepthwiseConv2dNativeBackpropInput",
]) {
  const isDepthwise = name.startsWith("Depthwise");
  const isOfFilter = name.endsWith("Filter");
  wrapKernel(name, (kernel) => (call) => {
    const attributes = call.attrs as unknown as Convolution & { inputShape?: Shape; filterShape?: Shape };
    if (!isExplicit(attributes.pad)) return kernel(call);
    const { dy, x, filter } = call.inputs as Record<"dy" | "x" | "filter", tf.Tensor>;
    const inputShape = attributes.inputShape ?? shapeOf(x);
    const filterShape = attributes.filterShape ?? shapeOf(filter);
    const padding = paddingOf({ ...attributes, inputShape, filterShape, isDepthwise, dy });
    return tf.tidy(() => {
      const wanted = tf.tensor1d(isOfFilter ? filterShape : inputShape, "int32");
      const inputs = isOfFilter ? [x, wanted, dy] : [wanted, filter, dy];
      return operation(name, inputs, explicit(attributes, padding));
    });
  });
}

function explicit(
  { strides, dilations, dataFormat = "NHWC" }: Convolution,
  padding: [number, number][],
): Attributes {
  const inSpace = (pair: Pair): number[] => {
    const [height, width] = typeof pair === "number" ? [pair, pair] : pair;
    return dataFormat === "NCHW" ? [1, 1, height, width] : [1, height, width, 1];
  };
  return {
    strides: inSpace(strides),
    dilations: inSpace(dilations ?? 1),
    padding: "EXPLICIT",
    explicit_paddings: padding.flat(),
    data_format: dataFormat,
  };
}
