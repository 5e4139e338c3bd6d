/** Names of TensorFlow and Keras that stand alone in books, and under `tf` here. */
import { ts } from "../compiler";
import { inShort, type Slip } from "./slip";

const types = new Set(
  "Tensor Tensor1D Tensor2D Tensor3D Tensor4D Tensor5D Scalar Variable Sequential LayersModel SymbolicTensor Optimizer Rank DataType".split(
    " ",
  ),
);

const layers = new Map(
  "Dense Flatten Dropout Conv1D Conv2D MaxPooling2D AveragePooling2D GlobalAveragePooling2D BatchNormalization LayerNormalization Activation Embedding LSTM GRU SimpleRNN Reshape Add Concatenate"
    .split(" ")
    .map((name) => [name, nameInTf(name)]),
);

/** tfjs writes `conv2d` and `lstm` for Keras's Conv2D and LSTM. */
function nameInTf(name: string): string {
  if (name === name.toUpperCase()) return name.toLowerCase();
  return name.charAt(0).toLowerCase() + name.slice(1).replace(/D$/, "d");
}

/** The slip of writing a type, a layer or a model of TensorFlow's without its `tf`. */
export function ofTf(node: ts.Node, file: ts.SourceFile): Slip | undefined {
  if (!ts.isIdentifier(node)) return undefined;
  const { text: name, parent } = node;
  const found = written(name, parent, node, file);
  return found === undefined ? undefined : { message: `${name} belongs to tf.`, cure: `write ${found}` };
}

function written(name: string, parent: ts.Node, node: ts.Node, file: ts.SourceFile): string | undefined {
  if (ts.isTypeReferenceNode(parent)) return types.has(name) ? `tf.${name}` : undefined;
  const isCalled = (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === node;
  if (!isCalled) return undefined;
  if (/^[sS]equential$/.test(name)) return "tf.sequential()";
  const layer = layers.get(name) ?? ([...layers.values()].includes(name) ? name : undefined);
  if (layer === undefined) return undefined;
  const given = parent.arguments?.map((argument) => inShort(argument.getText(file), 30)).join(", ") ?? "";
  const units = /^\d+$/.test(given) && ["dense", "lstm", "gru", "simpleRNN"].includes(layer);
  const options = units ? `{ units: ${given} }` : given.startsWith("{") || given === "" ? given : "{ … }";
  return `tf.layers.${layer}(${options})`;
}
