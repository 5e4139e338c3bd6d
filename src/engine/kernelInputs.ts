/**
 * Arguments that tfjs-node-gpu hands to TensorFlow unchecked: lengths, which it packs into 32 bits and so turns 2³²
 * into 0 and 1.5 into 1, and inputs that are no tensors.
 */
import { createRequire } from "node:module";
import { TrainbookError } from "../trainbookError";
import { shapeProblem } from "./shapes";
import { tfjsNodePackage } from "./tfjsNodePackage";

/** Thrown for a length, a count or an axis that TensorFlow cannot take. */
export class KernelArgumentError extends TrainbookError {}

/** Thrown where an operation is given something that is no tensor. */
export class KernelInputError extends TrainbookError {}

/** By kernels, those of their attributes that become tensors of int32. */
const packedAttributes: Readonly<Record<string, readonly string[]>> = {
  BatchToSpaceND: ["blockShape", "crops"],
  Bincount: ["size"],
  BroadcastTo: ["shape"],
  Conv2DBackpropFilter: ["filterShape"],
  Conv2DBackpropInput: ["inputShape"],
  Conv3DBackpropFilterV2: ["filterShape"],
  Conv3DBackpropInputV2: ["inputShape"],
  CropAndResize: ["cropSize"],
  DepthwiseConv2dNativeBackpropFilter: ["filterShape"],
  DepthwiseConv2dNativeBackpropInput: ["inputShape"],
  Fill: ["shape"],
  LinSpace: ["num"],
  MirrorPad: ["paddings"],
  Multinomial: ["numSamples"],
  NonMaxSuppressionV3: ["maxOutputSize"],
  NonMaxSuppressionV4: ["maxOutputSize"],
  NonMaxSuppressionV5: ["maxOutputSize"],
  OneHot: ["depth"],
  PadV2: ["paddings"],
  Reshape: ["shape"],
  ResizeBilinear: ["size"],
  ResizeNearestNeighbor: ["size"],
  ScatterNd: ["shape"],
  Slice: ["begin", "size"],
  SpaceToBatchND: ["blockShape", "paddings"],
  SparseToDense: ["outputShape"],
  SplitV: ["numOrSizeSplits"],
  Tile: ["reps"],
  TopK: ["k"],
  UnsortedSegmentSum: ["numSegments"],
};

/** Those of them that are shapes, and whether a length of -1 may stand for the rest. */
const shapes: ReadonlyMap<string, boolean> = new Map([
  ["shape", true],
  ["outputShape", true],
  ["inputShape", false],
  ["filterShape", false],
]);

interface KernelCall {
  attrs?: Record<string, unknown>;
}

interface Backend {
  getInputTensorIds(inputs: readonly unknown[]): number[];
}

/** Checks what tfjs's own kernels and its backend leave unchecked. */
export function checkKernelInputs(): void {
  const ofTfjsNode = createRequire(tfjsNodePackage());
  const tfjs = ofTfjsNode("@tensorflow/tfjs") as typeof import("@tensorflow/tfjs");
  for (const [name, attributes] of Object.entries(packedAttributes)) {
    const kernel = tfjs.getKernel(name, "tensorflow");
    if (!kernel) continue;
    const { kernelFunc } = kernel;
    kernel.kernelFunc = (call) => {
      for (const attribute of attributes)
        requireLengths(name, attribute, (call as KernelCall).attrs?.[attribute]);
      return kernelFunc(call);
    };
  }
  const { NodeJSKernelBackend } = ofTfjsNode("./dist/nodejs_kernel_backend") as {
    NodeJSKernelBackend: { prototype: Backend };
  };
  const { prototype } = NodeJSKernelBackend;
  const { getInputTensorIds } = prototype;
  prototype.getInputTensorIds = function (this: Backend, inputs) {
    try {
      return getInputTensorIds.call(this, inputs);
    } catch (error) {
      for (const [index, input] of inputs.entries()) {
        if (input instanceof tfjs.Tensor) input.throwIfDisposed();
        else if ((input as { dataId?: object } | undefined)?.dataId === undefined) refuseInput(input, index);
      }
      throw error;
    }
  };
}

function refuseInput(input: unknown, index: number): never {
  throw new KernelInputError(
    `Input ${index + 1} of an operation is ${Array.isArray(input) ? "a list" : String(input)}, and no tensor.`,
  );
}

const MOST = 2 ** 31 - 1;

function requireLengths(kernel: string, attribute: string, value: unknown): void {
  for (const length of [value].flat(2)) {
    if (length === undefined || (Number.isInteger(length) && Math.abs(length as number) <= MOST)) continue;
    throw new KernelArgumentError(
      `${kernel}: ${attribute} is ${JSON.stringify(value)}; ${String(length)} is no whole number up to ${MOST}.`,
      { cure: "round it, or make the tensor smaller" },
    );
  }
  const isPartial = shapes.get(attribute);
  if (isPartial === undefined || !Array.isArray(value)) return;
  const problem = shapeProblem(value, { isPartial });
  if (problem !== undefined) throw new KernelArgumentError(`${kernel}: there is no shape ${problem}.`);
}
