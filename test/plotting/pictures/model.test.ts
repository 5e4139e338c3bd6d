import * as tf from "@tensorflow/tfjs-node-gpu";
import { PlotError, plot } from "../../../src/plotting";

const { layers } = tf;

const network = () =>
  tf.sequential({
    layers: [
      layers.conv2d({ inputShape: [28, 28, 1], filters: 32, kernelSize: 3, strides: 2, activation: "relu" }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.flatten(),
      layers.dropout({ rate: 0.5 }),
      layers.dense({ units: 10, activation: "softmax" }),
    ],
  });

const textsOf = async (...call: Parameters<typeof plot.model>) =>
  [...(await plot.model(...call).toSVG()).matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);

const arrowsOf = async (model: tf.LayersModel) =>
  [...(await plot.model(model).toSVG()).matchAll(/marker-end/g)].length;

test("plot.model(model) shows of each layer what it does, its output's shape and its parameters", async () => {
  expect(await textsOf(network())).toEqual([
    ...["Input", "→ 28 × 28 × 1"],
    ...["Conv2D", "32 filters of 3 × 3, strides 2 × 2, relu", "→ 13 × 13 × 32", "320 parameters"],
    ...["MaxPooling2D", "of 2 × 2", "→ 6 × 6 × 32"],
    ...["Flatten", "→ 1152"],
    ...["Dropout", "0.5", "→ 1152"],
    ...["Dense", "10 units, softmax", "→ 10", "11,530 parameters"],
  ]);
  expect(await arrowsOf(network())).toBe(5);
});

test("plot.model(model) says the same in a sentence", () => {
  expect(plot.model(network()).description).toBe(
    "Model of 5 layers, 11,850 parameters: Input 28 × 28 × 1, Conv2D 13 × 13 × 32, MaxPooling2D 6 × 6 × 32, " +
      "Flatten 1152, Dropout 1152, Dense 10.",
  );
});

test("plot.model(model) draws branches, and several inputs and outputs", async () => {
  const [a, b] = [tf.input({ shape: [4] }), tf.input({ shape: [4] })];
  const shared = layers.dense({ units: 4 });
  const sum = layers.add().apply([shared.apply(a), shared.apply(b)] as tf.SymbolicTensor[]);
  const outputs = [
    layers.dense({ units: 1 }).apply(sum),
    layers.activation({ activation: "relu" }).apply(sum),
  ];
  const model = tf.model({ inputs: [a, b], outputs: outputs as tf.SymbolicTensor[] });
  // Each input to the shared layer, twice from it to the sum, and the sum to two.
  expect(await arrowsOf(model)).toBe(6);
});

test("plot.model(model) leaves out calls of a layer that belong to another model", async () => {
  const [input, dense] = [tf.input({ shape: [4] }), layers.dense({ units: 4 })];
  const model = tf.model({ inputs: input, outputs: dense.apply(input) as tf.SymbolicTensor });
  dense.apply(tf.input({ shape: [4] }));
  expect(await arrowsOf(model)).toBe(1);
});

test('plot.model(model, { direction: "right" }) lies on its side', async () => {
  const size = async (direction?: "right") => {
    const svg = await plot.model(network(), { direction }).toSVG();
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
    return { width: Number(width), height: Number(height) };
  };
  const [down, right] = [await size(), await size("right")];
  expect([down.width < down.height, right.width > right.height]).toEqual([true, true]);
});

test("plot.model of a model that does not know its input yet is a PlotError with the way out", () => {
  const model = tf.sequential();
  expect(() => plot.model(model)).toThrow(PlotError);
  expect(() => plot.model(model)).toThrow("inputShape");
});

test("plot.flow() draws the loops over batches and epochs, and is the same each time", async () => {
  const svg = await plot.flow().toSVG();
  expect(svg).toContain("next batch");
  expect(svg).toContain("next epoch");
  expect(await plot.flow().toSVG()).toBe(svg);
  expect(plot.flow().description).toMatch(/^Training as a flow chart: data, architecture, compile/);
});
