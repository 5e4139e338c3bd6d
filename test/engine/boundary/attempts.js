/**
 * Calls that are wrong in what they hand to TensorFlow's C API: counts, shapes, dtypes, names, lengths, handles. Each has
 * to end in an error whose words fit. Most of them once ended the process, or gave something else without a word.
 *
 * `node attempts.js FOLDER` makes them all, in a process that may die of it, and prints a line of JSON before and after
 * each. FOLDER holds the SavedModels `one` (x: float32 [any]), `two` (a, b: float32 [any, 2]) and `none` (no inputs).
 */
const { writeSync } = require("node:fs");
const path = require("node:path");
const tf = require("@tensorflow/tfjs-node-gpu");
const { gradientTape, tfFunction } = require("../../../dist");

const [STRING, INT, FLOAT, BOOL, TYPE, SHAPE] = [0, 1, 2, 3, 4, 5];
const FLOAT32 = 1;

/**
 * @typedef {{ name: string; type: number; value: unknown }} Attribute
 * @typedef {{ id: number; shape: number[]; dtype: number }} Metadata
 * @typedef {{
 *   executeOp(name: unknown, attributes: Attribute[], ids: unknown[], outputs: unknown): Metadata[];
 *   createTensor(shape: unknown, dtype: unknown, values: unknown): number;
 *   deleteTensor(id: unknown): void;
 *   tensorDataSync(id: unknown): unknown;
 *   loadSavedModel(folder: unknown, tags: string): number;
 *   deleteSavedModel(id: unknown): void;
 *   runSavedModel(id: unknown, ids: number[], inputs: string, outputs: string): Metadata[];
 * }} Binding
 * @typedef {{
 *   binding: Binding;
 *   getInputTensorIds(tensors: unknown[]): number[];
 *   executeSingleOutput(name: string, attributes: Attribute[], inputs: unknown[]): tf.Tensor;
 *   executeMultipleOutputs(name: string, attributes: Attribute[], inputs: unknown[], outputs: number): tf.Tensor[];
 *   writeScalarSummary(writer: tf.Tensor, step: number, name: string, value: number): void;
 * }} Backend
 */

const backend = () => /** @type {Backend} */ (/** @type {unknown} */ (tf.backend()));
const binding = () => backend().binding;
/** @param {unknown[]} tensors */
const idsOf = (...tensors) => backend().getInputTensorIds(tensors);
const pair = () => tf.tensor1d([1, 2]);
const picture = () => /** @type {tf.Tensor4D} */ (tf.ones([1, 4, 4, 1]));

/** @type {(name: string, type: number, value: unknown) => Attribute} */
const attribute = (name, type, value) => ({ name, type, value });
const float32 = attribute("T", TYPE, FLOAT32);

/** @type {(name: unknown, attributes: Attribute[], inputs: unknown[], outputs?: unknown) => Metadata[]} */
const execute = (name, attributes, inputs, outputs = 1) =>
  binding().executeOp(name, attributes, idsOf(...inputs), outputs);

/** @type {(name: string, inputs: tf.NamedTensorMap, attributes: object) => unknown} */
const kernel = (name, inputs, attributes) =>
  tf.engine().runKernel(name, inputs, /** @type {never} */ (attributes));
const volumes = { strides: 1, pad: "valid", filterShape: [2, 2, 2, 2, 2] };

/** @param {Record<string, unknown>} changes */
const pooled = (changes) => {
  const { ksize, strides, padding } = {
    ksize: [1, 2, 2, 1],
    strides: [1, 2, 2, 1],
    padding: "SAME",
    ...changes,
  };
  const attributes = [
    float32,
    attribute("ksize", INT, ksize),
    attribute("strides", INT, strides),
    attribute("padding", STRING, padding),
  ];
  return execute("MaxPool", attributes, [tf.ones([1, 4, 4, 1])]);
};

/** @param {unknown} shape */
const variableOfShape = (shape) =>
  execute(
    "VarHandleOp",
    [
      attribute("dtype", TYPE, FLOAT32),
      attribute("shape", SHAPE, shape),
      attribute("shared_name", STRING, "v"),
      attribute("container", STRING, ""),
    ],
    [],
  );

/** @type {(attribute: Attribute) => Metadata[]} */
const stackedWith = (changed) => execute("Pack", [float32, attribute("N", INT, 1), changed], [pair()]);

/** @type {(shape: unknown, dtype: unknown, values: unknown) => unknown} */
const created = (shape, dtype, values) =>
  binding().tensorDataSync(binding().createTensor(shape, dtype, values));
const DTYPES = { float: 1, int32: 3, string: 7, int64: 9 };

/** @type {(work: (x: tf.Tensor) => unknown) => unknown} */
const inGraph = (work) => tfFunction(/** @type {(x: tf.Tensor) => never} */ (work)).sync(pair());

/** @type {(name: unknown, attributes: Attribute[], inputs: (x: tf.Tensor) => tf.Tensor[]) => unknown} */
const executeInGraph = (name, attributes, inputs) =>
  inGraph((x) => {
    execute(name, attributes, inputs(x));
    return x;
  });

const folder = process.argv[2] ?? "";
/** @param {string} name */
const savedModel = (name) => tf.node.loadSavedModel(path.join(folder, name));
/** @param {(model: Awaited<ReturnType<typeof savedModel>>) => unknown} work */
const withOne = (work) => async () => {
  const model = await savedModel("one");
  try {
    return await work(model);
  } finally {
    model.dispose();
  }
};
/** @type {(outputs: string, inputs?: string) => () => unknown} */
const runOfOne =
  (outputs, inputs = "serving_default_x:0") =>
  () => {
    const id = binding().loadSavedModel(path.join(folder, "one"), "serve");
    try {
      return binding().runSavedModel(id, idsOf(pair()), inputs, outputs);
    } finally {
      binding().deleteSavedModel(id);
    }
  };
const manyAxes = (/** @type {number} */ axes) => [...new Array(axes - 1).fill(1), 2];
const deepened = (/** @type {tf.Tensor} */ x) => {
  let deep = x.reshape(manyAxes(120));
  for (let round = 0; round < 200; round++) deep = deep.expandDims(0);
  return deep;
};
/** @param {string} name */
const logsIn = (name) => tf.node.summaryFileWriter(path.join(folder, name));
const writerIn = (/** @type {string} */ name) =>
  /** @type {{ resourceHandle: tf.Tensor }} */ (/** @type {unknown} */ (logsIn(name))).resourceHandle;
/** @type {(threads: object) => unknown} */
const withThreads = (threads) =>
  tfFunction((/** @type {tf.Tensor} */ x) => x.add(1), { threads: /** @type {never} */ (threads) }).sync(
    pair(),
  );

/** @type {[string, () => unknown, RegExp][]} */
const attempts = [
  ["an operation that does not exist", () => execute("NoSuchOp", [], [pair()]), /^TensorFlowError: NoSuchOp/],
  ["an operation without a name", () => execute("", [], [pair()]), /^OpCallError: "" is no name/],
  [
    "an operation whose name goes on after its end for C",
    () => execute("Neg\0x", [float32], [pair()]),
    /^OpCallError/,
  ],
  ["an operation whose name is missing", () => execute(undefined, [], [pair()]), /^OpCallError/],
  [
    "more inputs than an operation takes",
    () => execute("AddV2", [float32], [pair(), pair(), pair()]),
    /^OpCallError: AddV2: .* takes 2 \(x, y\) as inputs, found 3/,
  ],
  [
    "fewer inputs than an operation takes",
    () => execute("AddV2", [float32], [pair()]),
    /^OpCallError: AddV2: .* found 1/,
  ],
  [
    "inputs for an operation that takes none",
    () => execute("NoOp", [], [pair()], 0),
    /^OpCallError: NoOp: .* takes none/,
  ],
  [
    "an empty list of inputs",
    () => execute("AddN", [float32, attribute("N", INT, 0)], []),
    /^TensorFlowError: AddN/,
  ],
  [
    "a list of another length than it says",
    () => execute("AddN", [float32, attribute("N", INT, 3)], [pair(), pair()]),
    /^TensorFlowError: AddN/,
  ],
  [
    "a negative length of a list",
    () => execute("ConcatV2", [float32, attribute("N", INT, -1)], [pair(), pair(), tf.scalar(0, "int32")]),
    /^TensorFlowError/,
  ],
  [
    "inputs of two dtypes",
    () => execute("AddV2", [], [pair(), pair().toInt()]),
    /^TensorFlowError: AddV2: .*int32/,
  ],
  [
    "an input that is missing",
    () => backend().executeSingleOutput("Neg", [float32], [undefined]),
    /^KernelInputError: Input 1 .* undefined/,
  ],
  [
    "an input that is freed",
    () => {
      const x = pair();
      x.dispose();
      return backend().executeSingleOutput("Neg", [float32], [x]);
    },
    /^DisposedTensorError/,
  ],
  [
    "an input that never was",
    () => binding().executeOp("Neg", [float32], [123456], 1),
    /^UnknownHandleError: There is no tensor 123456/,
  ],
  [
    "a float where a variable is expected",
    () => execute("ReadVariableOp", [attribute("dtype", TYPE, FLOAT32)], [pair()]),
    /^TensorFlowError: ReadVariableOp/,
  ],
  [
    "fewer outputs than there are",
    () => execute("TopKV2", [float32, attribute("sorted", BOOL, true)], [pair(), tf.scalar(1, "int32")], 1),
    /^TensorFlowError: TopKV2: Expecting 2 outputs/,
  ],
  ["a negative number of outputs", () => execute("Neg", [float32], [pair()], -1), /^OpCallError: Neg: -1/],
  ["no number of outputs", () => execute("Neg", [float32], [pair()], Number.NaN), /^OpCallError: Neg: NaN/],
  ["half an output", () => execute("Neg", [float32], [pair()], 1.5), /^OpCallError: Neg: 1.5/],
  ["a billion outputs", () => execute("Neg", [float32], [pair()], 1e9), /^OpCallError/],

  [
    "an attribute of a kind that there is not",
    () => execute("Neg", [attribute("T", 77, 1)], [pair()]),
    /^OpAttributeError: Neg: attribute T has type 77/,
  ],
  [
    "a function as an attribute outside of a graph",
    () => execute("Neg", [attribute("f", 8, "x")], [pair()]),
    /^OpAttributeError/,
  ],
  [
    "an attribute without a name",
    () => execute("Neg", [attribute(/** @type {never} */ (undefined), INT, 1)], [pair()]),
    /^OpAttributeError/,
  ],
  [
    "NaN as a whole number",
    () => stackedWith(attribute("axis", INT, Number.NaN)),
    /^OpAttributeError: Pack: attribute axis takes a whole number, found NaN/,
  ],
  [
    "a fraction as a whole number",
    () => stackedWith(attribute("axis", INT, 1.5)),
    /^OpAttributeError: .* found 1.5/,
  ],
  [
    "a whole number that is too large",
    () => stackedWith(attribute("axis", INT, 2 ** 70)),
    /^OpAttributeError/,
  ],
  [
    "nothing as a whole number",
    () => stackedWith(attribute("axis", INT, undefined)),
    /^OpAttributeError: .* found undefined/,
  ],
  [
    "text as a whole number",
    () => stackedWith(attribute("axis", INT, "x")),
    /^OpAttributeError: .* found "x"/,
  ],
  ["an axis that there is not", () => stackedWith(attribute("axis", INT, 99)), /^TensorFlowError: Pack/],
  [
    "text as a number",
    () => execute("LeakyRelu", [float32, attribute("alpha", FLOAT, "x")], [pair()]),
    /^OpAttributeError: LeakyRelu: attribute alpha takes a number/,
  ],
  [
    "text as a truth value",
    () =>
      execute(
        "MatMul",
        [float32, attribute("transpose_a", BOOL, "false")],
        [tf.ones([2, 2]), tf.ones([2, 2])],
      ),
    /^OpAttributeError: .* takes true or false/,
  ],
  [
    "NaN as a dtype",
    () => execute("Neg", [attribute("T", TYPE, Number.NaN)], [pair()]),
    /^OpAttributeError: Neg: attribute T takes the number of a dtype/,
  ],
  [
    "a dtype that there is not",
    () => execute("Placeholder", [attribute("dtype", TYPE, 9999), attribute("shape", SHAPE, [2])], []),
    /^TensorFlowError/,
  ],
  ["one number where a list is expected", () => pooled({ ksize: 2 }), /^TensorFlowError: MaxPool/],
  ["a list that is too short", () => pooled({ ksize: [1, 2] }), /^TensorFlowError: MaxPool/],
  [
    "NaN in a list",
    () => pooled({ ksize: [1, Number.NaN, 2, 1] }),
    /^OpAttributeError: MaxPool: attribute ksize takes whole numbers/,
  ],
  [
    "a stride of 0",
    () => pooled({ strides: [1, 0, 0, 1] }),
    /^OpAttributeError: MaxPool: attribute strides takes whole numbers from 1/,
  ],
  ["nothing as text", () => pooled({ padding: undefined }), /^OpAttributeError: .* takes text/],
  ["a word that there is not", () => pooled({ padding: "BOGUS" }), /^TensorFlowError/],
  ["a negative length in a shape", () => variableOfShape([-5]), /^OpAttributeError: .* -5 is no length/],
  ["a fraction in a shape", () => variableOfShape([1.5]), /^OpAttributeError: .* 1.5 is no length/],
  [
    "a shape of too many values",
    () => variableOfShape([2 ** 40, 2 ** 40]),
    /^OpAttributeError: .* too many values/,
  ],
  [
    "a shape of too many axes",
    () => variableOfShape(new Array(300).fill(1)),
    /^OpAttributeError: .* 300 axes/,
  ],
  ["a number as a shape", () => variableOfShape(5), /^OpAttributeError: .* no list of lengths/],

  [
    "a tensor of negative lengths whose product is right",
    () => created([-1, -4], DTYPES.float, new Float32Array(4)),
    /^TensorValuesError: .* -1 is no length/,
  ],
  [
    "an empty tensor of a negative length",
    () => created([-1, 0], DTYPES.float, new Float32Array(0)),
    /^TensorValuesError/,
  ],
  ["no strings of a negative length", () => created([0, -3], DTYPES.string, []), /^TensorValuesError/],
  [
    "a tensor of half a row",
    () => created([2.5, 2], DTYPES.float, new Float32Array(5)),
    /^TensorValuesError: .* 2.5 is no length/,
  ],
  [
    "an empty tensor of too large a shape",
    () => created([2 ** 31, 2 ** 31, 2 ** 31, 0], DTYPES.float, new Float32Array(0)),
    /^TensorValuesError: .* too many values/,
  ],
  [
    "a tensor of too many axes",
    () => created(new Array(300).fill(1), DTYPES.float, new Float32Array(1)),
    /^TensorValuesError: .* 300 axes/,
  ],
  [
    "a tensor without a shape",
    () => created(undefined, DTYPES.float, new Float32Array(1)),
    /^TensorValuesError/,
  ],
  [
    "a tensor of lengths that are text",
    () => created(["2"], DTYPES.float, new Float32Array(2)),
    /^TensorValuesError/,
  ],
  [
    "fewer values than the shape takes",
    () => created([3], DTYPES.float, new Float32Array(2)),
    /^TensorValuesError: .* takes 3 values, found 2/,
  ],
  [
    "values whose memory was given away",
    () => {
      const values = new Float32Array(4);
      structuredClone(values.buffer, { transfer: [values.buffer] });
      return created([4], DTYPES.float, values);
    },
    /^TensorValuesError: .* found 0/,
  ],
  ["half of an int64", () => created([2], DTYPES.int64, new Int32Array(3)), /^TensorValuesError/],
  [
    "a plain list of numbers",
    () => created([2], DTYPES.float, [1, 2]),
    /^TensorValuesError: A tensor of float cannot hold a Array/,
  ],
  [
    "bytes of strings as numbers",
    () => created([1], DTYPES.int32, [new Uint8Array(4)]),
    /^TensorValuesError: A tensor of int32/,
  ],
  [
    "text that is not encoded",
    () => created([2], DTYPES.string, ["a", "€"]),
    /^TensorValuesError: .*TextEncoder/,
  ],
  [
    "a string that is missing",
    () => created([2], DTYPES.string, [new Uint8Array(1), undefined]),
    /^TensorValuesError/,
  ],
  ["no values", () => created([1], DTYPES.float, undefined), /^TensorValuesError: .* undefined/],
  [
    "values of a dtype that there is not",
    () => created([1], 99, new Float32Array(1)),
    /^TensorValuesError: .* TF_DataType 99/,
  ],
  [
    "a tensor that is deleted twice",
    () => {
      const id = binding().createTensor([1], DTYPES.float, new Float32Array(1));
      binding().deleteTensor(id);
      binding().deleteTensor(id);
    },
    /^UnknownHandleError/,
  ],
  [
    "values of a tensor that is deleted",
    () => {
      const id = binding().createTensor([1], DTYPES.float, new Float32Array(1));
      binding().deleteTensor(id);
      return binding().tensorDataSync(id);
    },
    /^UnknownHandleError/,
  ],
  [
    "values that JavaScript has no array for",
    () =>
      binding().tensorDataSync(
        execute("Cast", [attribute("SrcT", TYPE, FLOAT32), attribute("DstT", TYPE, 2)], [pair()])[0]?.id,
      ),
    /^TensorValuesError: .*cast the tensor/,
  ],

  [
    "lengths beyond 32 bits",
    () => tf.fill([2 ** 40], 1),
    /^KernelArgumentError: Fill: shape is \[1099511627776\]/,
  ],
  ["repetitions beyond 32 bits", () => tf.tile(pair(), [2 ** 32]), /^KernelArgumentError: Tile: reps/],
  ["classes beyond 32 bits", () => tf.oneHot(pair().toInt(), 2 ** 33), /^KernelArgumentError: OneHot: depth/],
  ["padding beyond 32 bits", () => tf.pad(pair(), [[0, 2 ** 42]]), /^KernelArgumentError: PadV2: paddings/],
  ["half a padding", () => tf.pad(pair(), [[0, 1.5]]), /^KernelArgumentError: .* 1.5 is no whole number/],
  [
    "half a picture",
    () => tf.image.resizeBilinear(picture(), [1.5, 2]),
    /^KernelArgumentError: ResizeBilinear: size/,
  ],
  ["half a class", () => tf.topk(pair(), 1.5), /^KernelArgumentError: TopK: k/],
  ["half a step", () => tf.linspace(0, 1, 1.5), /^KernelArgumentError: LinSpace: num/],
  ["a length that is NaN", () => tf.reshape(pair(), [Number.NaN]), /^KernelArgumentError: Reshape: shape/],
  [
    "half a stride",
    () => tf.conv2d(picture(), tf.ones([2, 2, 1, 1]), 1.5, "same"),
    /^OpAttributeError: Conv2D: attribute strides/,
  ],
  [
    "more memory than there is",
    () => tf.image.resizeBilinear(picture(), [2 ** 30, 2 ** 30]),
    /^TensorFlowError: .*OOM/,
  ],
  ["too many axes", () => tf.reshape(pair(), manyAxes(300)), /^KernelArgumentError: Reshape: .* 300 axes/],
  ["axes that add up to too many", () => deepened(pair()), /^(OpCall|KernelArgument)Error: .* 127 axes/],
  [
    "an index that is out of bounds",
    () => tf.gather(pair(), tf.tensor1d([7], "int32")),
    /^TensorFlowError: GatherV2/,
  ],
  [
    "a place that is out of bounds",
    () => tf.scatterND(tf.tensor2d([[9]], [1, 1], "int32"), tf.tensor1d([1]), [2]),
    /^TensorFlowError: ScatterNd/,
  ],
  [
    "a division of whole numbers by 0",
    () => tf.floorDiv(tf.scalar(1, "int32"), tf.scalar(0, "int32")),
    /^TensorFlowError: FloorDiv/,
  ],

  [
    "two tensors for a SavedModel of one input",
    withOne((model) => model.predict([pair(), pair()])),
    /^SavedModelError: The SavedModel takes 1 input \(serving_default_x:0\), found 2/,
  ],
  [
    "no tensor for a SavedModel of one input",
    withOne((model) => model.predict([])),
    /^SavedModelError: .* found 0/,
  ],
  [
    "a tensor for a SavedModel without inputs",
    async () => (await savedModel("none")).predict(pair()),
    /^SavedModelError: The SavedModel takes no inputs, found 1/,
  ],
  [
    "one tensor for a SavedModel of two inputs",
    async () => (await savedModel("two")).predict(tf.ones([1, 2])),
    /^SavedModelError: The SavedModel takes 2 inputs/,
  ],
  [
    "three tensors for a SavedModel of two inputs",
    async () => (await savedModel("two")).predict([1, 2, 3].map(() => tf.ones([1, 2]))),
    /^SavedModelError: .* found 3/,
  ],
  [
    "inputs by names that the SavedModel does not have",
    async () => (await savedModel("two")).predict({ a: tf.ones([1, 2]), c: tf.ones([1, 2]) }),
    /input names are a,b/,
  ],
  [
    "another dtype than a SavedModel takes",
    withOne((model) => model.predict(pair().toInt())),
    /^SavedModelError: .*serving_default_x:0 takes float \[any\], found int32 \[2\]/,
  ],
  [
    "another rank than a SavedModel takes",
    withOne((model) => model.predict(tf.ones([2, 2]))),
    /^SavedModelError: .* found float \[2, 2\]/,
  ],
  [
    "another length than a SavedModel takes",
    async () => (await savedModel("two")).predict([tf.ones([1, 2]), tf.ones([1, 3])]),
    /^SavedModelError: .*takes float \[any, 2\]/,
  ],
  [
    "no tensor where a SavedModel takes one",
    withOne((model) => model.predict(/** @type {never} */ ([undefined]))),
    /^KernelInputError/,
  ],
  [
    "a tensor that is freed, for a SavedModel",
    withOne((model) => {
      const x = pair();
      x.dispose();
      return model.predict(x);
    }),
    /^DisposedTensorError/,
  ],
  [
    "a SavedModel after its disposal",
    async () => {
      const model = await savedModel("one");
      model.dispose();
      return model.predict(pair());
    },
    /deleted/,
  ],
  [
    "a SavedModel that is disposed twice",
    async () => {
      const model = await savedModel("one");
      model.dispose();
      model.dispose();
    },
    /deleted/,
  ],
  [
    "a SavedModel's session that is deleted",
    () => {
      const id = binding().loadSavedModel(path.join(folder, "one"), "serve");
      binding().deleteSavedModel(id);
      binding().deleteSavedModel(id);
    },
    /^UnknownHandleError: There is no SavedModel/,
  ],
  [
    "a folder without a SavedModel",
    () => tf.node.loadSavedModel(path.join(folder, "nothing")),
    /no saved_model.pb/,
  ],
  [
    "a SavedModel's folder that is missing",
    () => binding().loadSavedModel(undefined, "serve"),
    /^SavedModelError: loadSavedModel: undefined/,
  ],
  [
    "a SavedModel's folder that is not there",
    () => binding().loadSavedModel(path.join(folder, "nothing"), "serve"),
    /^TensorFlowError/,
  ],
  [
    "tags that a SavedModel does not have",
    () => binding().loadSavedModel(path.join(folder, "one"), "nope"),
    /^TensorFlowError/,
  ],
  [
    "a signature that a SavedModel does not have",
    () => tf.node.loadSavedModel(path.join(folder, "one"), ["serve"], "nope"),
    /nope/,
  ],
  ["a node that a SavedModel does not have", runOfOne("nope"), /^GraphNodeError: .* no node nope/],
  [
    "an output that a node does not have",
    runOfOne("PartitionedCall:7"),
    /^GraphNodeError: .* no output 7 of the node PartitionedCall, which has 1/,
  ],
  ["an output before the first", runOfOne("PartitionedCall:-1"), /^GraphNodeError/],
  ["an output whose number is none", runOfOne("PartitionedCall:x"), /^GraphNodeError/],
  ["an output whose number is too large for C", runOfOne("PartitionedCall:4294967296"), /^GraphNodeError/],
  [
    "an input that a node does not have",
    runOfOne("PartitionedCall:0", "serving_default_x:3"),
    /^GraphNodeError/,
  ],
  ["a SavedModel of which nothing is asked", runOfOne(""), /^TensorFlowError/],

  ["a picture that is none", () => tf.node.decodeImage(new Uint8Array(10)), /unsupported image type/],
  ["a picture that is empty", () => tf.node.decodeImage(new Uint8Array(0)), /unsupported image type/],
  [
    "a PNG that ends in its header",
    () => tf.node.decodeImage(Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10, 0, 0)),
    /^TensorFlowError: DecodePng/,
  ],
  [
    "a JPEG that ends in its header",
    () => tf.node.decodeImage(Uint8Array.of(255, 216, 255, 224, 0, 0)),
    /^TensorFlowError: DecodeJpeg/,
  ],
  [
    "a GIF that ends in its header",
    () => tf.node.decodeImage(Uint8Array.of(71, 73, 70, 56, 57, 97, 0, 0)),
    /^TensorFlowError: DecodeGif/,
  ],
  [
    "a BMP that ends in its header",
    () => tf.node.decodeImage(Uint8Array.of(66, 77, 0, 0, 0)),
    /^TensorFlowError: DecodeBmp/,
  ],
  [
    "channels that a picture cannot have",
    () => tf.node.decodePng(Uint8Array.of(137, 80, 78, 71), 7),
    /^TensorFlowError: DecodePng/,
  ],
  [
    "a picture of no rows",
    () => tf.node.encodePng(tf.zeros([0, 0, 1], "int32")),
    /^TensorFlowError: EncodePng/,
  ],

  ["half a step of a log", () => logsIn("logs").scalar("loss", 1, 1.5), /expected to be an integer/],
  [
    "a log where none can be written",
    () => tf.node.summaryFileWriter("/proc/nothing/here").scalar("loss", 1, 0),
    /^TensorFlowError: CreateSummaryFileWriter/,
  ],
  [
    "a log that is closed",
    () => {
      backend().executeMultipleOutputs("CloseSummaryWriter", [], [writerIn("closed")], 0);
      logsIn("closed").scalar("loss", 1, 0);
    },
    /^TensorFlowError: WriteScalarSummary/,
  ],
  [
    "a log whose writer is freed",
    () => {
      writerIn("freed").dispose();
      logsIn("freed").scalar("loss", 1, 0);
    },
    /^DisposedTensorError/,
  ],
  [
    "a tensor as a log's writer",
    () => backend().writeScalarSummary(pair(), 1, "loss", 1),
    /^TensorFlowError: WriteScalarSummary/,
  ],

  [
    "an operation that does not exist, in a graph",
    () => executeInGraph("NoSuchOp", [], (x) => [x]),
    /^TensorFlowError: NoSuchOp/,
  ],
  [
    "an operation without a name, in a graph",
    () => executeInGraph(undefined, [], (x) => [x]),
    /^OpCallError/,
  ],
  [
    "more inputs than an operation takes, in a graph",
    () => executeInGraph("AddV2", [float32], (x) => [x, x, x]),
    /^OpCallError: AddV2/,
  ],
  [
    "no inputs for a list, in a graph",
    () => executeInGraph("ConcatV2", [float32], () => []),
    /^TensorFlowError: ConcatV2/,
  ],
  [
    "an attribute of a kind that there is not, in a graph",
    () => executeInGraph("Neg", [attribute("T", 77, 1)], (x) => [x]),
    /^OpAttributeError/,
  ],
  [
    "NaN as a whole number, in a graph",
    () => executeInGraph("Pack", [float32, attribute("axis", INT, Number.NaN)], (x) => [x]),
    /^OpAttributeError/,
  ],
  [
    "a shape of too many values, in a graph",
    () =>
      executeInGraph(
        "Placeholder",
        [attribute("dtype", TYPE, FLOAT32), attribute("shape", SHAPE, [2 ** 62, 2 ** 62])],
        () => [],
      ),
    /^OpAttributeError/,
  ],
  [
    "a shape of too many axes, in a graph",
    () =>
      executeInGraph(
        "Placeholder",
        [attribute("dtype", TYPE, FLOAT32), attribute("shape", SHAPE, new Array(300).fill(1))],
        () => [],
      ),
    /^OpAttributeError/,
  ],
  [
    "a tensor of a negative length, in a graph",
    () => inGraph(() => created([-1, -2], DTYPES.float, new Float32Array(2))),
    /^TensorValuesError/,
  ],
  [
    "shapes that do not fit, in a graph",
    () => inGraph((x) => x.reshape([1, 2]).matMul(tf.ones([3, 2]))),
    /./,
  ],
  ["too many axes, in a graph", () => inGraph((x) => x.reshape(manyAxes(300))), /^KernelArgumentError/],
  [
    "axes that add up to too many, in a graph",
    () => inGraph(deepened),
    /^(OpCall|KernelArgument)Error: .* 127 axes/,
  ],
  [
    "repetitions beyond 32 bits, in a graph",
    () => inGraph((x) => tf.tile(x, [2 ** 45])),
    /^KernelArgumentError/,
  ],
  [
    "a division of whole numbers by 0, in a graph",
    () => inGraph((x) => tf.floorDiv(x.toInt(), tf.scalar(0, "int32"))),
    /^TensorFlowError: .*division by zero/,
  ],
  [
    "a function that does not exist, in a graph",
    () =>
      executeInGraph("PartitionedCall", [attribute("f", 8, "nope"), attribute("Tout", TYPE, [1])], (x) => [
        x,
      ]),
    /^TensorFlowError/,
  ],

  [
    "a negative number of threads",
    () => withThreads({ perOperation: -1, operations: 1 }),
    /^ThreadCountError: threads: perOperation is -1/,
  ],
  [
    "no threads",
    () => withThreads({ perOperation: 1, operations: 0 }),
    /^ThreadCountError: .* operations is 0/,
  ],
  ["a million threads", () => withThreads({ perOperation: 1e6, operations: 1 }), /^ThreadCountError/],
  ["half a thread", () => withThreads({ perOperation: 1.5, operations: 1 }), /^OptionError: .*whole numbers/],
  ["threads that are left out", () => withThreads({ perOperation: 1 }), /^OptionError: .*operations/],
  [
    "a gradient of a convolution for images of two axes",
    () => kernel("Conv3DBackpropFilterV2", { x: tf.ones([1, 3, 3, 3, 2]), dy: tf.ones([2, 2]) }, volumes),
    /^OpCallError: Conv3DBackpropFilterV2: input 3 takes 5 axes, found the shape \[2,2\]/,
  ],
  [
    "the same in a graph",
    () =>
      tfFunction((/** @type {tf.Tensor} */ dy) =>
        kernel("Conv3DBackpropFilterV2", { x: tf.ones([1, 3, 3, 3, 2]), dy }, volumes),
      ).sync(tf.ones([2, 2])),
    /^OpCallError: Conv3DBackpropFilterV2: input 3 takes 5 axes/,
  ],
  [
    "a gradient for a filter of a length below zero",
    () =>
      kernel(
        "Conv3DBackpropFilterV2",
        { x: tf.ones([1, 3, 3, 3, 2]), dy: tf.ones([1, 2, 2, 2, 2]) },
        { ...volumes, filterShape: [2, -7, 2, 2, 2] },
      ),
    /^KernelArgumentError: Conv3DBackpropFilterV2: there is no shape \[2, -7, 2, 2, 2\]/,
  ],
  [
    "updates that do not fit their indices",
    () =>
      kernel(
        "TensorScatterUpdate",
        { tensor: tf.ones([4]), indices: tf.zeros([2, 2, 1], "int32"), updates: pair() },
        {},
      ),
    /^OpCallError: TensorScatterUpdate: the operation takes updates of shape \[2,2\], found/,
  ],
  [
    "updates of fewer axes than their indices",
    () => kernel("ScatterNd", { indices: tf.zeros([3, 7, 2, 1], "int32"), updates: pair() }, { shape: [4] }),
    /^OpCallError: ScatterNd: the operation takes updates of shape \[3,7,2\]/,
  ],
  [
    "a gradient of a convolution by steps of 0, in a graph",
    () =>
      tfFunction((/** @type {tf.Tensor} */ dy) =>
        kernel(
          "DepthwiseConv2dNativeBackpropFilter",
          { x: picture(), dy },
          { strides: 0, pad: "valid", dilations: 1, filterShape: [3, 3, 1, 1] },
        ),
      ).sync(tf.ones([1, 2, 2, 1])),
    /^OpAttributeError: DepthwiseConv2dNativeBackpropFilter: attribute strides takes whole numbers from 1/,
  ],
  [
    "a dilation beyond 32 bits",
    () =>
      execute(
        "DepthwiseConv2dNative",
        [
          attribute("strides", INT, [1, 1, 1, 1]),
          attribute("dilations", INT, [1, 2 ** 31, 1, 1]),
          attribute("padding", STRING, "SAME"),
        ],
        [picture(), tf.ones([2, 2, 1, 1])],
      ),
    /^OpAttributeError: DepthwiseConv2dNative: attribute dilations takes whole numbers below 2³¹/,
  ],
  [
    "a ragged rank that splits and indices do not make",
    () => tf.raggedGather([tf.tensor1d([0, 2], "int32")], pair(), tf.tensor2d([[0]], [1, 1], "int32"), 1),
    /^KernelShapeError: RaggedGather: outputRaggedRank is 1/,
  ],
  [
    "a gradient by a tensor that is freed",
    () => {
      const x = pair();
      x.dispose();
      return gradientTape(() => x.sum(), x);
    },
    /^DisposedTensorError/,
  ],
];

async function main() {
  for (const [name, attempt, words] of attempts) {
    writeSync(1, `${JSON.stringify({ name })}\n`);
    let ended = "no error";
    try {
      await attempt();
    } catch (error) {
      const { name: kind, message } = /** @type {Error} */ (error);
      ended = `${kind}: ${message.replaceAll("\n", " ")}`;
    }
    writeSync(1, `${JSON.stringify({ name, ended, fits: words.test(ended) })}\n`);
  }
  const sum = withThreads({ perOperation: 1, operations: 2 });
  writeSync(1, `${JSON.stringify({ name: "a call that is right", ended: String(sum), fits: true })}\n`);
}

main();
