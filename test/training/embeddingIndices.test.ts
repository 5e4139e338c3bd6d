/** Numbers that an Embedding has no row for. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { isOnGpu } from "../../src/graph";
import { call, evaluate, fit, predict, TrainingDataError } from "../../src/training";

const silent = { verbose: 0 } as const;
const y = tf.ones([8, 1]);
const numbered = (word: number, samples = 8) => tf.fill([samples, 4], word, "int32");

function model(...names: string[]): tf.LayersModel {
  const input = tf.input({ shape: [4] });
  const rows = names.map(
    (name) => tf.layers.embedding({ inputDim: 10, outputDim: 2, name }).apply(input) as tf.SymbolicTensor,
  );
  const joined = rows.length > 1 ? (tf.layers.add().apply(rows) as tf.SymbolicTensor) : rows[0];
  const flat = tf.layers.flatten().apply(joined as tf.SymbolicTensor) as tf.SymbolicTensor;
  const outputs = tf.layers.dense({ units: 1 }).apply(flat) as tf.SymbolicTensor;
  const made = tf.model({ inputs: input, outputs });
  made.compile({ optimizer: "sgd", loss: "mse" });
  return made;
}

// A GPU gives zeros.
const onCpu = isOnGpu() ? it.skip : it;

onCpu.each<[string, () => unknown]>([
  ["fit", () => fit(model("words"), numbered(10), y, { runEagerly: true, ...silent })],
  ["fit as a graph", () => fit(model("words"), numbered(10), y, { runEagerly: false, ...silent })],
  ["evaluate", () => evaluate(model("words"), numbered(10), y, { runEagerly: true, ...silent })],
  ["evaluate as a graph", () => evaluate(model("words"), numbered(10), y, { runEagerly: false, ...silent })],
  ["predict", () => predict(model("words"), numbered(10), silent)],
  ["predict as a graph", () => predict(model("words"), numbered(10, 300), silent)],
  ["call", async () => call(model("words"), numbered(10))],
])("%s names the layer, the number and the cure", async (_, run) => {
  const running = run();
  await expect(running).rejects.toThrow(TrainingDataError);
  await expect(running).rejects.toThrow(
    /^the Embedding "words" was given 10, and has rows for the numbers 0 to 9 \(TensorFlow: indices.* is not in \[0, 10\)\)\.\n {2}→ .* inputDim, at least 11$/,
  );
});

onCpu("layers that may be meant are all named, and a negative number has its own cure", async () => {
  await expect(predict(model("here", "there"), numbered(-1), silent)).rejects.toThrow(
    /^one of the Embeddings "here", "there" was given -1[\s\S]*→ count words from 0$/,
  );
});
