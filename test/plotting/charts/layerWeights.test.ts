import * as tf from "@tensorflow/tfjs-node-gpu";
import { PlotError, plot } from "../../../src/plotting";

const { layers } = tf;

interface Panel {
  encoding: { x: { title: string | string[] } };
  mark: { type: string; url?: string };
  data: { values: { from: number; to: number; count: number }[] };
}

const panelsOf = async (...call: Parameters<typeof plot.layerWeights>) =>
  (await plot.layerWeights(...call).spec()).concat as Panel[];

const dense = () => tf.sequential({ layers: [layers.dense({ units: 3, inputShape: [5], name: "deep" })] });

test("plot.layerWeights(model) draws a histogram of each weight, which holds all of its numbers", async () => {
  const panels = await panelsOf(dense());
  expect(panels.map(({ encoding }) => encoding.x.title)).toEqual(["deep kernel", "deep bias"]);
  const count = panels.map(({ data }) => data.values.reduce((sum, bin) => sum + bin.count, 0));
  expect(count).toEqual([15, 3]);
});

test("plot.layerWeights(model) shows the kernels of a first convolution as pictures", async () => {
  const first = (channels: number) =>
    tf.sequential({ layers: [layers.conv2d({ inputShape: [8, 8, channels], filters: 4, kernelSize: 3 })] });
  for (const channels of [1, 3]) {
    const [kernels, ...histograms] = await panelsOf(first(channels));
    expect([kernels?.mark.type, histograms.length]).toEqual(["image", 2]);
    expect(kernels?.mark.url).toMatch(/^data:image\/png;base64,/);
  }
  const many = await panelsOf(first(16));
  expect(many.map(({ mark }) => mark.type)).toEqual(["bar", "bar"]);
});

test("plot.layerWeights(model) draws a weight whose numbers are all the same as one bar in the middle", async () => {
  const [, bias] = await panelsOf(dense());
  expect(bias?.data.values).toEqual([
    { from: expect.closeTo(-1 / 31), to: expect.closeTo(1 / 31), count: 3 },
  ]);
});

test("plot.layerWeights(model, { layers }) draws these alone", async () => {
  const model = tf.sequential({
    layers: [
      layers.dense({ units: 3, inputShape: [5], name: "one" }),
      layers.dense({ units: 2, name: "two" }),
    ],
  });
  expect((await panelsOf(model, { layers: ["two"] })).map(({ encoding }) => encoding.x.title)).toEqual([
    "two kernel",
    "two bias",
  ]);
});

test("plot.layerWeights(model) says where weights are no numbers, and draws the others", async () => {
  const model = dense();
  model.setWeights([tf.fill([5, 3], Number.NaN), tf.tensor1d([1, Number.POSITIVE_INFINITY, 2])]);
  const [kernel, bias] = await panelsOf(model);
  expect([kernel?.encoding.x.title, kernel?.data.values]).toEqual([
    ["deep kernel", "15 of 15 not finite"],
    [],
  ]);
  expect([bias?.encoding.x.title, bias?.data.values.length]).toEqual([["deep bias", "1 of 3 not finite"], 2]);
  expect(plot.layerWeights(model).description).toBe(
    "18 weights of 1 layer: deep kernel 15 not finite; deep bias from 1 to 2, 1 not finite.",
  );
});

test("plot.layerWeights of a model without weights, or of a layer that there is not, is a PlotError", () => {
  const empty = tf.sequential({ layers: [layers.flatten({ inputShape: [2, 2] })] });
  expect(() => plot.layerWeights(empty)).toThrow(PlotError);
  expect(() => plot.layerWeights(dense(), { layers: ["x"] })).toThrow('no layer "x" with weights');
});

test("plot.layerWeights(model) draws the weights of models that are layers, by their names in them", async () => {
  const base = () =>
    tf.sequential({ name: "base", layers: [layers.dense({ units: 3, inputShape: [5], name: "deep" })] });
  const model = tf.sequential({ layers: [base(), layers.dense({ units: 2, name: "top" })] });
  const titles = async (options = {}) =>
    (await panelsOf(model, options)).map(({ encoding }) => encoding.x.title);
  expect(await titles()).toEqual(["base/deep kernel", "base/deep bias", "top kernel", "top bias"]);
  expect(await titles({ layers: ["base"] })).toEqual(["base/deep kernel", "base/deep bias"]);
});

test("plot.layerWeights(model) says so where it draws the first 20 layers alone", () => {
  const dense = (index: number) => layers.dense({ units: 1, ...(index === 0 ? { inputShape: [1] } : {}) });
  const model = tf.sequential({ layers: Array.from({ length: 21 }, (_, index) => dense(index)) });
  expect(plot.layerWeights(model).description).toMatch(/^40 weights of the first 20 of 21 layers: /);
});

test("plot.layerWeights tells weights of one name apart", async () => {
  const lstm = layers.lstm({ units: 1 }) as tf.RNN;
  const model = tf.sequential({
    layers: [layers.bidirectional({ layer: lstm, inputShape: [2, 1], name: "both" } as never)],
  });
  const titles = (await panelsOf(model)).map(({ encoding }) => encoding.x.title);
  expect(new Set(titles).size).toBe(titles.length);
});
