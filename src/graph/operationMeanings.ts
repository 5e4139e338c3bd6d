/** The meanings of TensorFlow's operations, in a learner's words. */

const meanings: Readonly<Record<string, string>> = {
  Conv2D: "convolution",
  FusedConv2D: "convolution, with its bias and activation",
  Conv2DBackpropFilter: "gradient of a convolution's kernels",
  Conv2DBackpropFilterWithBias: "gradients of a convolution's kernels and bias",
  Conv2DBackpropInput: "gradient of a convolution's input",
  MatMul: "matrix product, as of a dense layer",
  FusedMatMul: "dense layer, with its bias and activation",
  MaxPool: "max pooling",
  MaxPoolGrad: "gradient of max pooling",
  AvgPool: "average pooling",
  AvgPoolGrad: "gradient of average pooling",
  Relu: "ReLU",
  ReluGrad: "gradient of ReLU",
  BiasAdd: "a bias is added",
  BiasAddGrad: "gradient of a bias",
  FusedBatchNormV3: "batch normalization",
  FusedBatchNormGradV3: "gradient of batch normalization",
  Softmax: "softmax",
  Transpose: "axes change places",
  GatherV2: "rows are picked",
  AddN: "gradients are summed up",
};

export const meaningOf = (operation: string): string | undefined => meanings[operation];
