/** Operations of tfjs in a graph: the values and the gradients that they have one by one. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { setSeed } from "../../src/engine";
import { tfFunction } from "../../src/graph";

type Operation = (...inputs: tf.Tensor[]) => tf.Tensor | tf.Tensor[];

const seed = 5;
/** Numbers away from 0 and from each other, where kinks and ties lie. */
const values = (...shape: number[]) => {
  const size = shape.reduce((product, length) => product * length, 1);
  const order = Array.from(tf.util.createShuffledIndices(size));
  return tf.tensor(
    order.map((place) => (place % 2 === 0 ? 1 : -1) * (0.2 + (place + 0.37) / (size + 3))),
    shape,
  );
};
const positive = (...shape: number[]) => tf.tidy(() => values(...shape).abs());
const matrix = () => values(3, 4);
const image = () => values(2, 6, 6, 2);

const elementwise: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  abs: tf.abs,
  acos: (x) => tf.acos(x.mul(0.5)),
  acosh: (x) => tf.acosh(x.abs().add(1.1)),
  asin: (x) => tf.asin(x.mul(0.5)),
  asinh: tf.asinh,
  atan: tf.atan,
  atanh: (x) => tf.atanh(x.mul(0.5)),
  ceil: tf.ceil,
  clipByValue: (x) => tf.clipByValue(x, -0.5, 0.5),
  cos: tf.cos,
  cosh: tf.cosh,
  elu: tf.elu,
  erf: tf.erf,
  exp: tf.exp,
  expm1: tf.expm1,
  floor: tf.floor,
  leakyRelu: (x) => tf.leakyRelu(x, 0.3),
  log: (x) => tf.log(x.abs()),
  log1p: (x) => tf.log1p(x.abs()),
  logSigmoid: tf.logSigmoid,
  neg: tf.neg,
  reciprocal: tf.reciprocal,
  relu: tf.relu,
  relu6: tf.relu6,
  round: tf.round,
  rsqrt: (x) => tf.rsqrt(x.abs()),
  selu: tf.selu,
  sigmoid: tf.sigmoid,
  sign: tf.sign,
  sin: tf.sin,
  sinh: tf.sinh,
  softplus: tf.softplus,
  sqrt: (x) => tf.sqrt(x.abs()),
  square: tf.square,
  step: (x) => tf.step(x),
  tan: tf.tan,
  tanh: tf.tanh,
  softmax: (x) => tf.softmax(x),
  logSoftmax: (x) => tf.logSoftmax(x),
  cumsum: (x) => tf.cumsum(x, 1),
  cumprod: (x) => tf.cumprod(x, 1),
  sum: (x) => tf.sum(x, 1),
  "sum of all": (x) => tf.sum(x),
  mean: (x) => tf.mean(x, 0, true),
  max: (x) => tf.max(x, 1),
  min: (x) => tf.min(x, 1),
  prod: (x) => tf.prod(x, 1),
  logSumExp: (x) => tf.logSumExp(x, 1),
  norm: (x) => tf.norm(x),
  moments: (x) => tf.moments(x, 1).variance,
  reshape: (x) => x.reshape([2, -1]),
  transpose: (x) => x.transpose(),
  reverse: (x) => tf.reverse(x, 1),
  slice: (x) => x.slice([1, 0], [2, 3]),
  stridedSlice: (x) => x.stridedSlice([0, 0], [3, 4], [2, 3]),
  pad: (x) =>
    x.pad([
      [1, 0],
      [0, 2],
    ]),
  mirrorPad: (x) =>
    tf.mirrorPad(
      x,
      [
        [1, 1],
        [0, 1],
      ],
      "reflect",
    ),
  tile: (x) => x.tile([2, 1]),
  gather: (x) => x.gather(tf.tensor1d([2, 0, 2], "int32"), 1),
  expandDims: (x) => x.expandDims(1),
  squeeze: (x) => x.expandDims(0).squeeze([0]),
  broadcastTo: (x) => x.expandDims(0).broadcastTo([2, 3, 4]),
  unstack: (x) => tf.unstack(x)[1] as tf.Tensor,
  split: (x) => tf.split(x, 2, 1)[0] as tf.Tensor,
  topk: (x) => tf.topk(x, 2).values,
  cast: (x) => x.toInt().toFloat().add(x),
  onesLike: (x) => tf.onesLike(x).mul(x),
  fill: (x) => tf.fill([3, 4], 2).mul(x),
  linspace: (x) => x.add(tf.linspace(0, 1, 4)),
  range: (x) => x.mul(tf.range(0, 4)),
  eye: (x) => x.matMul(tf.eye(4)),
};

const operations: [string, Operation, () => tf.Tensor[]][] = [
  ...Object.entries(elementwise).map(
    ([name, fn]) => [name, fn as Operation, () => [matrix()]] as [string, Operation, () => tf.Tensor[]],
  ),
  ["add with broadcasting", (a, b) => tf.add(a as tf.Tensor, b as tf.Tensor), () => [matrix(), values(4)]],
  ["addN", (...list) => tf.addN(list), () => [matrix(), matrix(), matrix()]],
  ["sub", (a, b) => tf.sub(a as tf.Tensor, b as tf.Tensor), () => [matrix(), values(3, 1)]],
  ["mul", (a, b) => tf.mul(a as tf.Tensor, b as tf.Tensor), () => [matrix(), values(4)]],
  ["div", (a, b) => tf.div(a as tf.Tensor, b as tf.Tensor), () => [matrix(), values(4)]],
  ["divNoNan", (a, b) => tf.divNoNan(a as tf.Tensor, b as tf.Tensor), () => [matrix(), positive(4)]],
  ["pow", (a, b) => tf.pow(a as tf.Tensor, b as tf.Tensor), () => [positive(3, 4), values(4)]],
  ["maximum", (a, b) => tf.maximum(a as tf.Tensor, b as tf.Tensor), () => [matrix(), matrix()]],
  ["minimum", (a, b) => tf.minimum(a as tf.Tensor, b as tf.Tensor), () => [matrix(), matrix()]],
  [
    "squaredDifference",
    (a, b) => tf.squaredDifference(a as tf.Tensor, b as tf.Tensor),
    () => [matrix(), matrix()],
  ],
  ["atan2", (a, b) => tf.atan2(a as tf.Tensor, b as tf.Tensor), () => [matrix(), matrix()]],
  ["prelu", (a, b) => tf.prelu(a as tf.Tensor, b as tf.Tensor), () => [matrix(), positive(4)]],
  [
    "matMul",
    (a, b) => tf.matMul(a as tf.Tensor, b as tf.Tensor, false, true),
    () => [matrix(), values(5, 4)],
  ],
  [
    "batched matMul",
    (a, b) => tf.matMul(a as tf.Tensor, b as tf.Tensor),
    () => [values(2, 3, 4), values(2, 4, 2)],
  ],
  ["dot", (a, b) => tf.dot(a as tf.Tensor, b as tf.Tensor), () => [values(4), values(4)]],
  [
    "einsum",
    (a, b) => tf.einsum("ij,jk->ik", a as tf.Tensor, b as tf.Tensor),
    () => [matrix(), values(4, 2)],
  ],
  ["concat", (...list) => tf.concat(list, 1), () => [matrix(), values(3, 2)]],
  ["stack", (...list) => tf.stack(list, 1), () => [matrix(), matrix()]],
  [
    "where",
    (a, b) => tf.where(tf.tensor1d([1, 0, 1, 0], "bool").broadcastTo([3, 4]), a as tf.Tensor, b as tf.Tensor),
    () => [matrix(), matrix()],
  ],
  [
    "conv1d",
    (x, w) => tf.conv1d(x as tf.Tensor3D, w as tf.Tensor3D, 1, "same"),
    () => [values(2, 6, 2), values(3, 2, 3)],
  ],
  [
    "conv2d",
    (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, "same"),
    () => [image(), values(3, 3, 2, 3)],
  ],
  [
    "dilated conv2d",
    (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, "valid", "NHWC", 2),
    () => [image(), values(2, 2, 2, 3)],
  ],
  [
    "conv2dTranspose",
    (x, w) => tf.conv2dTranspose(x as tf.Tensor4D, w as tf.Tensor4D, [2, 12, 12, 3], 2, "same"),
    () => [image(), values(3, 3, 3, 2)],
  ],
  [
    "depthwiseConv2d",
    (x, w) => tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, "same"),
    () => [image(), values(3, 3, 2, 2)],
  ],
  [
    "separableConv2d",
    (x, w, p) => tf.separableConv2d(x as tf.Tensor4D, w as tf.Tensor4D, p as tf.Tensor4D, 1, "same"),
    () => [image(), values(3, 3, 2, 2), values(1, 1, 4, 3)],
  ],
  [
    "conv3d",
    (x, w) => tf.conv3d(x as tf.Tensor5D, w as tf.Tensor5D, 1, "valid"),
    () => [values(1, 4, 4, 4, 2), values(2, 2, 2, 2, 3)],
  ],
  ["maxPool", (x) => tf.maxPool(x as tf.Tensor4D, 2, 2, "same"), () => [image()]],
  ["avgPool", (x) => tf.avgPool(x as tf.Tensor4D, 3, 1, "valid"), () => [image()]],
  ["resizeBilinear", (x) => tf.image.resizeBilinear(x as tf.Tensor4D, [3, 9]), () => [image()]],
  ["resizeNearestNeighbor", (x) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [3, 9]), () => [image()]],
  [
    "batchNorm",
    (x, m, v, o, s) =>
      tf.batchNorm(x as tf.Tensor4D, m as tf.Tensor1D, v as tf.Tensor1D, o as tf.Tensor1D, s as tf.Tensor1D),
    () => [image(), values(2), positive(2), values(2), values(2)],
  ],
  ["localResponseNormalization", (x) => tf.localResponseNormalization(x as tf.Tensor4D, 1), () => [image()]],
  [
    "spaceToBatchND",
    (x) =>
      tf.spaceToBatchND(
        x as tf.Tensor4D,
        [2, 2],
        [
          [0, 0],
          [0, 0],
        ],
      ),
    () => [image()],
  ],
  ["depthToSpace", (x) => tf.depthToSpace(x as tf.Tensor4D, 2), () => [values(1, 2, 2, 4)]],
  [
    "gatherND",
    (x) =>
      tf.gatherND(
        x as tf.Tensor,
        tf.tensor2d(
          [
            [0, 1],
            [2, 3],
          ],
          undefined,
          "int32",
        ),
      ),
    () => [matrix()],
  ],
  ["avgPool3d", (x) => tf.avgPool3d(x as tf.Tensor5D, 2, 1, "valid"), () => [values(1, 3, 3, 3, 2)]],
  ["maxPool3d", (x) => tf.maxPool3d(x as tf.Tensor5D, 2, 1, "valid"), () => [values(1, 3, 3, 3, 2)]],
  [
    "batchToSpaceND",
    (x) =>
      tf.batchToSpaceND(
        x as tf.Tensor,
        [2, 2],
        [
          [0, 0],
          [0, 1],
        ],
      ),
    () => [values(4, 2, 2, 1)],
  ],
  [
    "dilation2d",
    (x, filter) => tf.dilation2d(x as tf.Tensor4D, filter as tf.Tensor3D, 1, "valid"),
    () => [image(), values(2, 2, 2)],
  ],
  ["floorDiv", (x, y) => tf.floorDiv(x as tf.Tensor, y as tf.Tensor), () => [matrix(), matrix()]],
  ["mod", (x, y) => tf.mod(x as tf.Tensor, y as tf.Tensor), () => [matrix(), positive(3, 4)]],
  [
    "unsortedSegmentSum",
    (x) => tf.unsortedSegmentSum(x as tf.Tensor, tf.tensor1d([0, 1, 0], "int32"), 2),
    () => [matrix()],
  ],
];

/** Operations that have no gradient in a graph, and what tfjs says of it. */
const withoutGradient: Record<string, RegExp> = {
  floorDiv: /Cannot compute gradient of y=f\(x\)/,
  stridedSlice: /gradient function not found for StridedSlice/,
};

const numbers = (result: tf.Tensor | tf.Tensor[]) => [result].flat().map((one) => Array.from(one.dataSync()));

function expectEqual(found: number[][], expected: number[][]): void {
  expect(found.map(({ length }) => length)).toEqual(expected.map(({ length }) => length));
  const largest = Math.max(1e-3, ...expected.flat().map(Math.abs));
  for (const [index, list] of expected.entries()) {
    for (const [at, value] of list.entries()) {
      const difference = Math.abs((found[index]?.[at] as number) - value);
      if (difference > 1e-5 * largest)
        expect({ index, at, found: found[index]?.[at] }).toEqual({ index, at, found: value });
    }
  }
}

describe.each(operations)("%s", (name, operation, inputs) => {
  beforeEach(() => setSeed(seed));

  it("gives in a graph what it gives one by one", async () => {
    const given = inputs();
    expectEqual(numbers(await tfFunction(operation)(...given)), numbers(operation(...given)));
  });

  it("has there the gradient that it has one by one, or tfjs has none", async () => {
    const given = inputs();
    const gradients = (...of: tf.Tensor[]) =>
      tf.tidy(() =>
        tf.grads((...x: tf.Tensor[]) =>
          tf.addN([operation(...x)].flat().map((one) => one.mul(one).mul(0.5).add(one).sum())),
        )(of),
      );
    const compiled = tfFunction(gradients)(...given);
    if (withoutGradient[name]) await expect(compiled).rejects.toThrow(withoutGradient[name]);
    else expectEqual(numbers(await compiled), numbers(gradients(...given)));
  });
});

/** Kernels with a gradient that no operation above runs, and why. */
const notAmongThem: Record<string, string> = {
  ...Object.fromEntries(
    [...["ArgMax", "ArgMin", "GreaterEqual", "IsFinite", "IsInf", "OneHot"]].map((name) => [
      name,
      "gives whole numbers or truths: it has none, whatever tfjs says",
    ]),
  ),
  ...Object.fromEntries(
    ["BiasAddGrad", "FusedBatchNormV3", "Relu6Grad", "ReluGrad", "SparseSoftmaxCrossEntropyWithLogits"].map(
      (name) => [name, "tested in fused/"],
    ),
  ),
  ...Object.fromEntries(
    [
      ...["AvgPoolGrad", "AvgPool3DGrad", "MaxPoolGrad", "MaxPool3DGrad", "EluGrad", "KeptInFloat32"],
      ...["Conv2DBackpropFilter", "Conv3DBackpropFilterV2", "Conv3DBackpropInputV2"],
      ...["DepthwiseConv2dNativeBackpropFilter", "DepthwiseConv2dNativeBackpropInput"],
      ...["ResizeBilinearGrad", "ResizeNearestNeighborGrad", "Diag", "FlipLeftRight", "ScatterNd"],
      ...["TensorScatterUpdate"],
    ].map((name) => [name, "tested beside TensorFlow's, in test/tfjs/gradients"]),
  ),
  ComplexAbs: "takes complex numbers",
};

it("every kernel that has a gradient is run by one of them, or named with the reason", () => {
  const run = new Set<string>();
  const engine = tf.engine();
  const runKernel = jest.spyOn(engine, "runKernel").mockImplementation(function (this: object, ...args) {
    run.add(args[0]);
    return Object.getPrototypeOf(engine).runKernel.apply(engine, args);
  });
  try {
    for (const [, operation, inputs] of operations) operation(...inputs());
  } finally {
    runKernel.mockRestore();
  }
  const differentiable = tf
    .getKernelsForBackend("tensorflow")
    .map(({ kernelName }) => kernelName)
    .filter((name) => tf.getGradient(name) !== undefined);
  expect(differentiable.filter((name) => !run.has(name)).sort()).toEqual(Object.keys(notAmongThem).sort());
});
