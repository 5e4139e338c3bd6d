/**
 * Gradients of operations that are gradients themselves, for penalties on gradients (WGAN-GP) and second derivatives.
 * tfjs-core 4.22.0 (gradients/) has them for convolutions by the input alone. Those of other activations are made of
 * operations that have gradients.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { operation, runsOnTensorFlow } from "../operation";

type Tensors = Record<string, tf.Tensor>;

/** Attributes of the forward operation (tfjs-core, kernel_names.ts). */
interface Windows {
  filterSize: number | number[];
  strides: number | number[];
  pad: "valid" | "same" | number;
  dimRoundingMode?: "floor" | "round" | "ceil";
  dataFormat: "NHWC" | "NCHW";
  dilations?: number | [number, number];
  inputShape: number[];
  filterShape: number[];
  alignCorners: boolean;
  halfPixelCenters: boolean;
}

/** @param gradients of a gradient's inputs, by its own gradient and those inputs. Inputs that have none are left out. */
function differentiable(
  kernelName: string,
  inputNames: readonly string[],
  gradients: Record<string, (ddx: tf.Tensor, inputs: Tensors, options: Windows) => tf.Tensor>,
): void {
  tf.registerGradient({
    kernelName,
    inputsToSave: [...inputNames],
    gradFunc: (ddx, saved, attributes) => {
      const inputs = Object.fromEntries(
        inputNames.map((name, at) => [name, (saved as tf.Tensor[])[at] as tf.Tensor]),
      );
      const options = attributes as unknown as Windows;
      return Object.fromEntries(
        Object.entries(inputs).map(([name, input]) => [
          name,
          () => gradients[name]?.(ddx as tf.Tensor, inputs, options) ?? tf.zeros(input.shape),
        ]),
      );
    },
  });
}

const run = (kernelName: string, inputs: Tensors, options: object): tf.Tensor =>
  tf.engine().runKernel(kernelName, inputs, options as tf.NamedAttrMap) as tf.Tensor;

differentiable("EluGrad", ["dy", "y"], {
  dy: (ddx, { y }) => run("EluGrad", { dy: ddx, y: y as tf.Tensor }, {}),
  y: (ddx, { dy, y }) => tf.where((y as tf.Tensor).less(0), ddx.mul(dy as tf.Tensor), tf.zerosLike(ddx)),
});

differentiable("Conv2DBackpropFilter", ["x", "dy"], {
  x: (ddx, { x, dy }, { filterShape: _, ...options }) =>
    run("Conv2DBackpropInput", { dy: dy as tf.Tensor, filter: ddx }, { ...options, inputShape: x?.shape }),
  dy: (ddx, { x }, { filterShape: _, ...options }) =>
    run("Conv2D", { x: x as tf.Tensor, filter: ddx }, { ...options, dilations: 1 }),
});

differentiable("Conv3DBackpropInputV2", ["dy", "filter"], {
  dy: (ddx, { filter }, { strides, pad }) =>
    run(
      "Conv3D",
      { x: ddx, filter: filter as tf.Tensor },
      { strides, pad, dataFormat: "NDHWC", dilations: 1 },
    ),
  filter: (ddx, { dy, filter }, { strides, pad }) =>
    run(
      "Conv3DBackpropFilterV2",
      { x: ddx, dy: dy as tf.Tensor },
      { strides, pad, filterShape: filter?.shape },
    ),
});

differentiable("Conv3DBackpropFilterV2", ["x", "dy"], {
  x: (ddx, { x, dy }, { strides, pad }) =>
    run(
      "Conv3DBackpropInputV2",
      { dy: dy as tf.Tensor, filter: ddx },
      { strides, pad, inputShape: x?.shape },
    ),
  dy: (ddx, { x }, { strides, pad }) =>
    run("Conv3D", { x: x as tf.Tensor, filter: ddx }, { strides, pad, dataFormat: "NDHWC", dilations: 1 }),
});

differentiable("DepthwiseConv2dNativeBackpropInput", ["dy", "filter"], {
  dy: (ddx, { filter }, { inputShape: _, ...options }) =>
    run("DepthwiseConv2dNative", { x: ddx, filter: filter as tf.Tensor }, options),
  filter: (ddx, { dy, filter }, { inputShape: _, ...options }) =>
    run(
      "DepthwiseConv2dNativeBackpropFilter",
      { x: ddx, dy: dy as tf.Tensor },
      { ...options, filterShape: filter?.shape },
    ),
});

differentiable("DepthwiseConv2dNativeBackpropFilter", ["x", "dy"], {
  x: (ddx, { x, dy }, { filterShape: _, ...options }) =>
    run(
      "DepthwiseConv2dNativeBackpropInput",
      { dy: dy as tf.Tensor, filter: ddx },
      { ...options, inputShape: x?.shape },
    ),
  dy: (ddx, { x }, { filterShape: _, ...options }) =>
    run("DepthwiseConv2dNative", { x: x as tf.Tensor, filter: ddx }, options),
});

differentiable("AvgPoolGrad", ["dy", "input"], {
  dy: (ddx, _, options) => run("AvgPool", { x: ddx }, options),
});
differentiable("AvgPool3DGrad", ["dy", "input"], {
  dy: (ddx, _, options) => run("AvgPool3D", { x: ddx }, { ...options, dataFormat: "NDHWC" }),
});

differentiable("MaxPoolGrad", ["dy", "input", "output"], {
  dy: (ddx, inputs, options) => picked("MaxPoolGradGrad", ddx, inputs, options, 2),
});
differentiable("MaxPool3DGrad", ["dy", "input", "output"], {
  dy: (ddx, inputs, options) => picked("MaxPool3DGradGrad", ddx, inputs, options, 3),
});

/** The values where the maxima were. @param axes that have windows. */
function picked(
  name: string,
  ddx: tf.Tensor,
  { input, output }: Tensors,
  { filterSize, strides, pad }: Windows,
  axes: number,
): tf.Tensor {
  if (!runsOnTensorFlow()) throw new Error(`gradient function not found for ${name}`);
  const onAxes = (lengths: number | number[]) => [
    1,
    ...(typeof lengths === "number" ? Array<number>(axes).fill(lengths) : lengths),
    1,
  ];
  return operation(name, [input, output, ddx] as tf.Tensor[], {
    ksize: onAxes(filterSize),
    strides: onAxes(strides),
    padding: String(pad).toUpperCase(),
  });
}

for (const resize of ["ResizeBilinear", "ResizeNearestNeighbor"]) {
  differentiable(`${resize}Grad`, ["dy", "images"], {
    dy: (ddx, { dy }, options) => run(resize, { images: ddx }, { ...options, size: dy?.shape.slice(1, 3) }),
  });
}
