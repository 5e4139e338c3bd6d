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

/** A convolution and what is done with it, called with each of the inputs. */
const twice = (a: number, b: number) => {
  const convolution = layers.conv2d({ filters: 2, kernelSize: 3 });
  const pooling = layers.globalAveragePooling2d({});
  const inputs = [tf.input({ shape: [a, a, 1] }), tf.input({ shape: [b, b, 1] })];
  const pooled = inputs.map((input) => pooling.apply(convolution.apply(input)) as tf.SymbolicTensor);
  return tf.model({ inputs, outputs: layers.concatenate().apply(pooled) as tf.SymbolicTensor });
};

test("plot.model draws a layer that is called twice as one box, with a shape for each size", async () => {
  const texts = await textsOf(twice(16, 8));
  expect(texts).toEqual(expect.arrayContaining(["called 2 times", "→ 14 × 14 × 2", "→ 6 × 6 × 2"]));
  expect(texts.filter((text) => text === "Conv2D")).toHaveLength(1);
});

const encoder = () =>
  tf.sequential({
    name: "encoder",
    layers: [
      layers.dense({ units: 3, inputShape: [4], name: "first" }),
      layers.dense({ units: 2, name: "second" }),
    ],
  });

/** A nested model for each of two inputs, and two outputs. */
const siamese = () => {
  const inner = encoder();
  const inputs = [tf.input({ shape: [4], name: "left" }), tf.input({ shape: [4], name: "right" })];
  const sum = layers
    .add({ name: "sum" })
    .apply(inputs.map((input) => inner.apply(input) as tf.SymbolicTensor));
  const outputs = ["age", "kind"].map(
    (name) => layers.dense({ units: 1, name }).apply(sum) as tf.SymbolicTensor,
  );
  return tf.model({ inputs, outputs });
};

test("plot.model names the inputs and outputs of which there are several, and models that are layers", () => {
  expect(plot.model(siamese()).description).toBe(
    "Model of 4 layers, 29 parameters: Input left 4, Input right 4, Sequential encoder 2, Add 2, Dense age 1, Dense kind 1.",
  );
});

test("plot.model(model, { expandNested: true }) draws the layers of a model that is one, in a frame with its name", async () => {
  const model = siamese();
  const texts = await textsOf(model, { expandNested: true });
  expect(texts).toEqual(expect.arrayContaining(["encoder, called 2 times", "3 units", "2 units"]));
  // Both inputs to that of the encoder, two inside, twice from its end to the sum, and the sum to two.
  const svg = await plot.model(model, { expandNested: true }).toSVG();
  expect([...svg.matchAll(/marker-end/g)]).toHaveLength(8);
  expect(plot.model(model, { expandNested: true }).description).toMatch(/^Model of 5 layers/);
});

test("plot.model draws a model with which a tf.Sequential begins as one layer, and opens it", async () => {
  const model = tf.sequential({ layers: [encoder(), layers.dense({ units: 1 })] });
  expect(plot.model(model).description).toContain("Input 4, Sequential encoder 2, Dense 1.");
  const open = plot.model(model, { expandNested: true });
  expect(open.description).toContain("Input 4, Input 4, Dense 3, Dense 2, Dense 1.");
  expect([...(await open.toSVG()).matchAll(/marker-end/g)]).toHaveLength(4);
});

test("plot.model opens models in models", async () => {
  const inputs = tf.input({ shape: [4] });
  const middle = tf.model({ inputs, outputs: encoder().apply(inputs) as tf.SymbolicTensor, name: "middle" });
  const outer = tf.input({ shape: [4] });
  const model = tf.model({ inputs: outer, outputs: middle.apply(outer) as tf.SymbolicTensor });
  const texts = await textsOf(model, { expandNested: true });
  expect(texts).toEqual(expect.arrayContaining(["middle", "encoder", "3 units"]));
});

test("plot.model(model, { showLayerNames: true }) shows them", async () => {
  expect(await textsOf(encoder(), { showLayerNames: true })).toEqual(
    expect.arrayContaining(["first", "second"]),
  );
});

test("plot.model says what a wrapper wraps", async () => {
  const wrapped = layers.timeDistributed({ layer: layers.dense({ units: 2 }), inputShape: [3, 4] } as never);
  expect(await textsOf(tf.sequential({ layers: [wrapped] }))).toContain("Dense, 2 units");
});

test.each<[what: string, of: unknown]>([
  ["a number", 3],
  ["nothing", undefined],
  ["a tensor", tf.zeros([2])],
])("plot.model of %s is a PlotError", (_, of) => {
  expect(() => plot.model(of as tf.LayersModel)).toThrow(PlotError);
  expect(() => plot.model(of as tf.LayersModel)).toThrow("a model of layers is expected");
});
