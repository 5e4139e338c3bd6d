/** The layers that Keras and tfjs share, and the options of each that mean the same in both. */

export interface LayerRow {
  /** tfjs's class, where it has another name. */
  tfjs?: string;
  /** Options that both have, in Keras's names. */
  options: readonly string[];
  /** Keras's options that tfjs lacks, with the value under which tfjs does what Keras does. */
  keras?: Readonly<Record<string, unknown>>;
  /** Options of which both compute the same with these values alone. */
  only?: Readonly<Record<string, readonly unknown[]>>;
  /** tfjs's options that have another name in Keras. */
  renamed?: Readonly<Record<string, string>>;
  /** Where the weights lie in Keras's files, below the layer. Defaults to the layer itself. */
  parts?: readonly string[];
}

const filter = ["strides", "padding", "data_format"];
const bias = ["use_bias", "bias_initializer", "bias_regularizer", "bias_constraint"];
const kernel = ["kernel_initializer", "kernel_regularizer", "kernel_constraint"];
const convolution = ["filters", "kernel_size", ...filter, "activation", ...kernel, ...bias];
const recurrent = [
  ...["units", "activation", ...kernel, ...bias, "dropout", "recurrent_dropout"],
  ...["recurrent_initializer", "recurrent_regularizer", "recurrent_constraint"],
  ...["return_sequences", "return_state", "go_backwards", "stateful", "unroll", "zero_output_for_mask"],
];
const pooling = ["pool_size", ...filter];
const normalization = ["axis", "epsilon", "center", "scale", "beta_initializer", "gamma_initializer"];
const ofNormalization = ["beta_regularizer", "gamma_regularizer"];
const cell = { parts: ["cell"] };

export const layerTable: Readonly<Record<string, LayerRow>> = {
  // Core
  Dense: { options: ["units", "activation", ...kernel, ...bias] },
  Activation: { options: ["activation"] },
  Embedding: {
    options: [
      "input_dim",
      "output_dim",
      "embeddings_initializer",
      "embeddings_regularizer",
      "embeddings_constraint",
      "mask_zero",
    ],
  },
  Masking: { options: ["mask_value"] },
  // Shapes
  Flatten: { options: ["data_format"] },
  Reshape: { options: ["target_shape"] },
  Permute: { options: ["dims"] },
  RepeatVector: { options: ["n"] },
  Cropping2D: { options: ["cropping", "data_format"] },
  ZeroPadding2D: { options: ["padding", "data_format"] },
  UpSampling2D: {
    options: ["size", "data_format", "interpolation"],
    only: { interpolation: ["nearest"] },
  },
  // Convolutions
  Conv1D: {
    options: [...convolution, "dilation_rate"],
    keras: { groups: 1 },
    only: { padding: ["valid", "same"] },
  },
  Conv2D: { options: [...convolution, "dilation_rate"], keras: { groups: 1 } },
  Conv3D: { options: [...convolution, "dilation_rate"], keras: { groups: 1 } },
  Conv2DTranspose: { options: convolution, keras: { dilation_rate: [1, 1], output_padding: null } },
  Conv3DTranspose: { options: convolution, keras: { dilation_rate: [1, 1, 1], output_padding: null } },
  DepthwiseConv2D: {
    options: [
      ...["kernel_size", "depth_multiplier", ...filter, "dilation_rate", "activation", ...bias],
      ...["depthwise_initializer", "depthwise_regularizer", "depthwise_constraint"],
    ],
    only: { dilation_rate: [[1, 1], 1] },
  },
  SeparableConv2D: {
    options: [
      ...["filters", "kernel_size", "depth_multiplier", ...filter, "dilation_rate", "activation", ...bias],
      ...["depthwise_initializer", "depthwise_regularizer", "depthwise_constraint"],
      ...["pointwise_initializer", "pointwise_regularizer", "pointwise_constraint"],
    ],
  },
  // Pooling
  MaxPooling1D: { options: pooling },
  MaxPooling2D: { options: pooling },
  MaxPooling3D: { options: pooling },
  AveragePooling1D: { options: pooling },
  AveragePooling2D: { options: pooling },
  AveragePooling3D: { options: pooling },
  GlobalMaxPooling1D: { options: [], keras: { keepdims: false, data_format: "channels_last" } },
  GlobalMaxPooling2D: { options: ["data_format"], keras: { keepdims: false } },
  GlobalAveragePooling1D: { options: [], keras: { keepdims: false, data_format: "channels_last" } },
  GlobalAveragePooling2D: { options: ["data_format"], keras: { keepdims: false } },
  // Normalization
  BatchNormalization: {
    options: [
      ...[
        ...normalization,
        ...ofNormalization,
        "momentum",
        "moving_mean_initializer",
        "moving_variance_initializer",
      ],
      ...["beta_constraint", "gamma_constraint"],
    ],
    keras: { synchronized: false, renorm: false, renorm_clipping: null, renorm_momentum: 0.99 },
  },
  LayerNormalization: {
    options: [...normalization, ...ofNormalization],
    keras: { rms_scaling: false, beta_constraint: null, gamma_constraint: null },
  },
  // Recurrent
  SimpleRNN: { options: recurrent, ...cell },
  LSTM: { options: [...recurrent, "recurrent_activation", "unit_forget_bias"], ...cell },
  GRU: { options: [...recurrent, "recurrent_activation"], ...cell },
  Bidirectional: { options: ["layer", "merge_mode"], parts: ["forward_layer/cell", "backward_layer/cell"] },
  TimeDistributed: { options: ["layer"], parts: ["layer"] },
  // Merging
  Add: { options: [] },
  Average: { options: [] },
  Concatenate: { options: ["axis"] },
  Dot: { options: ["axes", "normalize"] },
  Maximum: { options: [] },
  Minimum: { options: [] },
  Multiply: { options: [] },
  // Activations
  ELU: { options: ["alpha"], only: { alpha: [1] } },
  LeakyReLU: { options: ["negative_slope"], renamed: { alpha: "negative_slope" } },
  PReLU: { options: ["alpha_initializer", "alpha_regularizer", "alpha_constraint", "shared_axes"] },
  ReLU: { options: ["max_value"], keras: { negative_slope: 0, threshold: 0 } },
  Softmax: { options: ["axis"], only: { axis: [-1] } },
  // Regularization
  Dropout: { options: ["rate", "noise_shape"] },
  SpatialDropout1D: { options: ["rate"] },
  AlphaDropout: { options: ["rate", "noise_shape"] },
  GaussianDropout: { options: ["rate"] },
  GaussianNoise: { options: ["stddev"] },
  // Preprocessing
  Rescaling: { options: ["scale", "offset"] },
};

/** The nearest substitutes for layers that tfjs lacks. */
export const substitutes: Readonly<Record<string, string>> = {
  Lambda: "a layer of your own: a file that could bring code would be no safe file",
  GroupNormalization: "BatchNormalization or LayerNormalization",
  UnitNormalization: "LayerNormalization",
  RMSNormalization: "LayerNormalization",
  SeparableConv1D: "Conv1D",
  DepthwiseConv1D: "Conv1D",
  Conv1DTranspose: "UpSampling2D and Conv2D, or Conv2DTranspose",
  SpatialDropout2D: "Dropout with a noise_shape",
  SpatialDropout3D: "Dropout with a noise_shape",
  GlobalAveragePooling3D: "AveragePooling3D and Flatten",
  GlobalMaxPooling3D: "MaxPooling3D and Flatten",
  UpSampling1D: "RepeatVector, or UpSampling2D",
  Resizing: "images of one size: tfjs's layer fails in a model, tf.image.resizeBilinear does not",
  CenterCrop: "Cropping2D",
  CategoryEncoding: "tf.oneHot on the data",
  ActivityRegularization: "kernel regularizers",
  NotEqual: "no mask: Keras computes those of merged inputs in layers of its own",
  Subtract: "Add, with a layer before it that changes the sign",
  MultiHeadAttention: "nothing in tfjs: export the model to TensorFlow's SavedModel and predict with tf.node",
  Attention: "nothing in tfjs: export the model to TensorFlow's SavedModel and predict with tf.node",
  ThresholdedReLU: "ReLU, which Keras 3 has kept",
};

/** Layers that both have, for messages. */
export const sharedLayers = Object.keys(layerTable);
