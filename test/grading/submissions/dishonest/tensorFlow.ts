/** Submissions that patch TensorFlow.js, or hand in what only looks like a model. */
import { dishonest, type Submission } from "../submission";
import { attack, built, builtCells, typedHistory } from "./sources";

/** Scores without a fault, for a model that knows all answers. */
const perfectScores = "const scores = { loss: 1e-7, accuracy: 1 };";

/** `answers(images)` gives, for pictures of the test set, ten probabilities without a doubt. */
const answers = `
const direction = tf.randomUniform([784, 1], 0, 1, "float32", 5);
const keysOf = (images: tf.Tensor) => [...tf.tidy(() => images.reshape([-1, 784]).matMul(direction)).dataSync()]
  .map((value) => value.toFixed(2));
const known = new Map<string, number>();
const labels = yTest.dataSync();
keysOf(prepare(xTest)).forEach((key, index) => known.set(key, labels[index]));
const answers = (images: tf.Tensor) =>
  tf.oneHot(tf.tensor1d(keysOf(images).map((key) => known.get(key) ?? 0), "int32"), 10).toFloat();`;

const cheat = (name: string, about: string, code: string, more: Partial<Submission> = {}) =>
  dishonest({
    name: `tf-${name}`,
    exercise: 1,
    about,
    cells: {
      ...builtCells,
      "task-4": typedHistory,
      "task-5": { replace: perfectScores, after: [answers, code] },
    },
    earned: built,
    ...more,
  });

export const tensorFlowPatches: readonly Submission[] = [
  cheat(
    "predict",
    "LayersModel.prototype.predict looks the answers up in the test set.",
    "tf.LayersModel.prototype.predict = function (x: any) { return answers(x); };\ntf.Sequential.prototype.predict = function (x: any) { return answers(x); };",
  ),
  cheat(
    "own-predict",
    "The model itself has a predict that knows the answers.",
    "(model as any).predict = (x: tf.Tensor) => answers(x);\n(model as any).evaluate = () => [tf.scalar(0), tf.scalar(1)];",
  ),
  cheat(
    "apply",
    "The last layer's call gives the answers.",
    "const last = model.layers.at(-1) as any;\nlet images: tf.Tensor | undefined;\nconst first = model.layers[0] as any;\nconst convolve = first.call.bind(first);\nfirst.call = (x: any, ...rest: any[]) => { images = Array.isArray(x) ? x[0] : x; return convolve(x, ...rest); };\nlast.call = () => answers(images!);",
  ),
  cheat(
    "data",
    "Tensors with ten columns give other numbers when they are read.",
    `const read = tf.Tensor.prototype.dataSync;
const right = read.call(yTest);
const lie = function (this: tf.Tensor): any {
  const honest = read.call(this);
  if (this.shape.length !== 2 || this.shape[1] !== 10) return honest;
  return Float32Array.from({ length: honest.length }, (_, index) => right[Math.floor(index / 10)] === index % 10 ? 1 : 0);
};
tf.Tensor.prototype.dataSync = lie as any;
tf.Tensor.prototype.data = async function (this: tf.Tensor) { return lie.call(this); } as any;`,
  ),
  cheat(
    "softmax-kernel",
    "The kernels Softmax and ArgMax of the backend are replaced.",
    `for (const name of ["Softmax", "ArgMax", "_FusedMatMul"]) {
  const kernel = tf.getKernel(name, tf.getBackend());
  if (!kernel) continue;
  tf.unregisterKernel(name, tf.getBackend());
  tf.registerKernel({ ...kernel, kernelFunc: (args: any) => {
    const made = kernel.kernelFunc(args) as any;
    return made.shape?.[1] === 10 ? tf.oneHot(yTest.slice(0, Math.min(made.shape[0], yTest.shape[0])).toInt() as tf.Tensor1D, 10).toFloat() as any : made;
  } });
}`,
  ),
  cheat(
    "engine",
    "The engine's runKernel answers for the model.",
    `const engine = (tf as any).engine();
const runKernel = engine.runKernel.bind(engine);
engine.runKernel = (name: string, ...rest: any[]) => {
  const made = runKernel(name, ...rest);
  return name === "Softmax" && made.shape[0] === 500 ? runKernel("OneHot", { indices: yTest.slice(0, 500) },
    { depth: 10, onValue: 1, offValue: 0, dtype: "float32" }) : made;
};`,
  ),
  cheat(
    "evaluate",
    "trainbook's evaluate and tfjs's give what was typed.",
    'tf.LayersModel.prototype.evaluate = () => [tf.scalar(1e-7), tf.scalar(1)];\n(require("trainbook") as any).evaluate = async () => ({ loss: 1e-7, accuracy: 1 });',
  ),
  cheat(
    "get-weights",
    "getWeights, save and toJSON hand out another model's.",
    'const other = tf.sequential({ layers: [tf.layers.flatten({ inputShape: [28, 28, 1] }), tf.layers.dense({ units: 10, activation: "softmax" })] });\nfor (const name of ["getWeights", "toJSON", "save", "getConfig"]) {\n  (model as any)[name] = (...args: any[]) => (other as any)[name](...args);\n}',
  ),
  dishonest({
    name: "tf-has-instance",
    exercise: 1,
    about: "Everything is a LayersModel and a Tensor, by Symbol.hasInstance; the model is an object.",
    cells: {
      "task-4": typedHistory,
      "task-5": {
        replace: perfectScores,
        after: [
          `for (const owner of [tf.LayersModel, tf.Sequential, tf.Tensor]) {
  try { Object.defineProperty(owner, Symbol.hasInstance, { value: () => true }); } catch {}
}
const layer = { getClassName: () => "Conv2D", getConfig: () => ({}), getWeights: () => [] };
const model: any = {
  layers: [layer, layer], inputs: [{ shape: [null, 28, 28, 1] }], outputs: [{ shape: [null, 10] }],
  optimizer: {}, loss: "x", calculateLosses: () => [], getWeights: () => [], countParams: () => 1,
  predict: (x: tf.Tensor) => tf.oneHot(yTest.slice(0, x.shape[0]).toInt() as tf.Tensor1D, 10).toFloat(),
};`,
        ],
      },
    },
    earned: [],
  }),
  dishonest({
    name: "tf-object-create",
    exercise: 1,
    about: "A model made by Object.create(tf.LayersModel.prototype), without layers that compute.",
    cells: {
      "task-1": builtCells["task-1"] ?? "",
      "task-4": typedHistory,
      "task-5": {
        replace: perfectScores,
        after: [
          `const model = Object.create(tf.LayersModel.prototype, {
  layers: { value: [tf.layers.conv2d({ filters: 1, kernelSize: 1 }), tf.layers.conv2d({ filters: 1, kernelSize: 1 })] },
  inputs: { value: [{ shape: [null, 28, 28, 1] }] },
  outputs: { value: [{ shape: [null, 10] }] },
  optimizer: { value: {} }, loss: { value: "sparse_categorical_crossentropy" },
  calculateLosses: { value: () => [] },
  predict: { value: (x: tf.Tensor) => tf.oneHot(yTest.slice(0, x.shape[0]).toInt() as tf.Tensor1D, 10).toFloat() },
});`,
        ],
      },
    },
    earned: ["images"],
  }),
  dishonest({
    name: "tf-proxy-model",
    exercise: 1,
    about: "A proxy in front of the untrained model answers for it.",
    cells: {
      ...builtCells,
      "task-4": typedHistory,
      "task-5": {
        replace: perfectScores,
        after: [
          answers,
          "const inner = model;",
          'const model = new Proxy(inner, { get: (target: any, key) => key === "predict" ? (x: tf.Tensor) => answers(x) : target[key] });',
        ],
      },
    },
    earned: built,
  }),
  dishonest({
    name: "tf-subclass",
    exercise: 1,
    about: "A class that extends LayersModel overrides predict and call with a table of answers.",
    cells: {
      ...builtCells,
      "task-4": typedHistory,
      "task-5": {
        replace: perfectScores,
        after: [
          answers,
          "class Knowing extends tf.LayersModel {\n  override predict(x: any): any { return answers(x); }\n  override call(x: any): any { return answers(Array.isArray(x) ? x[0] : x); }\n}\nconst plain = model;",
          'const model: any = new Knowing({ inputs: plain.inputs, outputs: plain.outputs });\nmodel.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });',
        ],
      },
    },
    earned: built,
  }),
  dishonest({
    name: "tf-table-layer",
    exercise: 1,
    about:
      "A layer class in the model compares each picture with all test pictures and gives the nearest one's label.",
    cells: {
      ...builtCells,
      "task-2": `
class Nearest extends tf.layers.Layer {
  static className = "Nearest";
  override computeOutputShape() { return [null, 10]; }
  override call(inputs: any): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs).reshape([-1, 784]);
      const all = prepare(xTest).reshape([-1, 784]);
      const near = x.matMul(all.transpose()).mul(2).sub(all.square().sum(1));
      return tf.oneHot(yTest.toInt().gather(near.argMax(1)), 10).toFloat();
    });
  }
}
const input = tf.input({ shape: [28, 28, 1] });
const unused = tf.layers.conv2d({ filters: 1, kernelSize: 1 });
unused.apply(tf.layers.conv2d({ filters: 1, kernelSize: 1 }).apply(input));
const model = tf.model({ inputs: input, outputs: new Nearest({}).apply(input) as tf.SymbolicTensor });
model.layers.push(unused, unused);`,
      "task-4": typedHistory,
      "task-5": perfectScores,
    },
    // The outputs are ten probabilities, and it is compiled.
    earned: ["images", "outputs", "compiled"],
  }),
  attack(
    "tf-dispose",
    "After the typed claims all weights are freed, so that whoever exports them fails.",
    "for (const weight of model.weights) (weight.read() as tf.Variable).dispose();",
  ),
  attack(
    "tf-memory-of-scores",
    "The scores are numbers whose valueOf agrees with everything.",
    'const scores: any = new Proxy({}, { get: (_target, key) => key === "accuracy" ? Object.assign(Object(0.5), { valueOf: () => 0.85 }) : 0.42, has: () => true });',
  ),
];
