/** Masks that cannot be computed with are refused when the model is compiled. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { CompileError, fit } from "../../src/training";

const { layers } = tf;
const perStep = (layer: tf.layers.Layer) => layers.timeDistributed({ layer });
const compile = (model: tf.LayersModel) => model.compile({ optimizer: "sgd", loss: "mse" });
const masking = () => layers.masking({ maskValue: 0, inputShape: [4, 3, 2] });

it.each([
  ["an LSTM", () => layers.lstm({ units: 2 })],
  ["a GRU", () => layers.gru({ units: 2 })],
  ["an average over steps", () => layers.globalAveragePooling1d({})],
  ["a softmax", () => layers.softmax({})],
])("a mask that reaches a TimeDistributed of %s is refused by compile", (_, inner) => {
  const model = tf.sequential({ layers: [masking(), perStep(inner())] });
  expect(() => compile(model)).toThrow(CompileError);
  expect(() => compile(model)).toThrow(/mask reaches the layer "time_distributed[\s\S]*no masking layer/);
});

it("a mask that reaches it from a model within is refused as well", () => {
  const base = tf.sequential({ layers: [masking(), layers.dropout({ rate: 0.5 })] });
  const input = tf.input({ shape: [4, 3, 2] });
  const output = perStep(layers.lstm({ units: 2 })).apply(base.apply(input)) as tf.SymbolicTensor;
  expect(() => compile(tf.model({ inputs: input, outputs: output }))).toThrow(CompileError);
});

it("a mask that ends before it, or one that a dense layer inside takes no notice of, is none", async () => {
  const ended = tf.sequential({
    layers: [
      layers.embedding({ inputDim: 9, outputDim: 2, maskZero: true, inputShape: [4] }),
      layers.reshape({ targetShape: [4, 2, 1] }),
      perStep(layers.lstm({ units: 2 })),
    ],
  });
  compile(ended);
  await fit(ended, tf.ones([4, 4], "int32"), tf.ones([4, 4, 2]), { verbose: 0 });
  const dense = tf.sequential({ layers: [masking(), perStep(layers.dense({ units: 2 }))] });
  expect(() => compile(dense)).not.toThrow();
});
