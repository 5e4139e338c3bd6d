import * as tf from "@tensorflow/tfjs-node-gpu";
import { PlotError, plot } from "../../../src/plotting";

const { layers } = tf;

const network = () =>
  tf.sequential({
    layers: [
      layers.conv2d({ inputShape: [8, 8, 1], filters: 20, kernelSize: 3 }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.flatten(),
      layers.dense({ units: 2 }),
    ],
  });

test("plot.activations(model, x) draws a picture for each filter of each layer that gives pictures", async () => {
  const model = network();
  const drawn = plot.activations(model, tf.randomUniform([5, 8, 8, 1]));
  const [convolution, pooling] = model.layers.map(({ name }) => name);
  expect(drawn.description).toBe(
    `Activations of 2 layers: ${convolution} 6 × 6 × 20, ${pooling} 3 × 3 × 20.`,
  );
  const svg = await drawn.toSVG();
  expect(svg.match(/<image/g)).toHaveLength(2 * 16);
  expect(svg).toContain(`${convolution}: 6 × 6, 20 channels, the first 16`);
});

test("plot.activations draws the layers and as many filters as are asked for, of one input too", async () => {
  const model = network();
  const [{ name }] = model.layers as [tf.layers.Layer];
  const svg = await plot.activations(model, tf.ones([8, 8, 1]), { layers: [name], filters: 3 }).toSVG();
  expect(svg.match(/<image/g)).toHaveLength(3);
});

test("plot.activations leaves no tensors behind", () => {
  const model = network();
  const x = tf.ones([1, 8, 8, 1]);
  plot.activations(model, x);
  const { numTensors } = tf.memory();
  plot.activations(model, x);
  expect(tf.memory().numTensors).toBe(numTensors);
});

test.each<[string, () => unknown, string]>([
  [
    "a layer that there is not",
    () => plot.activations(network(), tf.ones([8, 8, 1]), { layers: ["x"] }),
    'no layer "x"',
  ],
  ["an input of another shape", () => plot.activations(network(), tf.ones([9, 9, 1])), "x has shape [9,9,1]"],
  ["no input", () => plot.activations(network(), tf.ones([0, 8, 8, 1])), "x has shape [0,8,8,1]"],
  [
    "a dense network",
    () =>
      plot.activations(
        tf.sequential({ layers: [layers.dense({ units: 1, inputShape: [2] })] }),
        tf.ones([2]),
      ),
    "no layer of the model gives pictures",
  ],
])("plot.activations of %s is a PlotError", (_, draw, message) => {
  expect(draw).toThrow(PlotError);
  expect(draw).toThrow(message);
});

const base = () =>
  tf.sequential({
    name: "base",
    layers: [
      layers.conv2d({ inputShape: [8, 8, 1], filters: 2, kernelSize: 3, name: "conv" }),
      layers.maxPooling2d({ poolSize: 2, name: "pool" }),
    ],
  });

/** The base, called with each of two inputs. */
const siamese = () => {
  const shared = base();
  const inputs = ["left", "right"].map((name) => tf.input({ shape: [8, 8, 1], name }));
  const outputs = layers
    .add({ name: "sum" })
    .apply(inputs.map((input) => shared.apply(input) as tf.SymbolicTensor));
  return tf.model({ inputs, outputs: outputs as tf.SymbolicTensor });
};

test("plot.activations has a row for each call of a layer", () => {
  const [left, right] = [tf.ones([8, 8, 1]), tf.zeros([1, 8, 8, 1])];
  expect(plot.activations(siamese(), [left, right]).description).toBe(
    "Activations of 3 layers: base, call 1 of 2 3 × 3 × 2, base, call 2 of 2 3 × 3 × 2, sum 3 × 3 × 2.",
  );
});

test("plot.activations takes several inputs as a list, by name, or one that all of them take", () => {
  const [x, model] = [tf.randomUniform([8, 8, 1]), siamese()];
  const { description } = plot.activations(model, [x, x]);
  expect(plot.activations(model, { right: x, left: x }).description).toBe(description);
  expect(plot.activations(model, x).description).toContain("of the same x at left and right");
});

test("plot.activations(model, x, { expandNested: true }) draws the layers of a model that is one", async () => {
  const model = tf.sequential({ layers: [base(), layers.flatten(), layers.dense({ units: 1 })] });
  const x = tf.randomUniform<tf.Rank.R4>([1, 8, 8, 1]);
  expect(plot.activations(model, x).description).toBe("Activations of 1 layer: base 3 × 3 × 2.");
  const open = plot.activations(model, x, { expandNested: true });
  expect(open.description).toBe("Activations of 2 layers: base/conv 6 × 6 × 2, base/pool 3 × 3 × 2.");
  // The same pictures as those of the base by itself.
  const pictures = async (of: typeof open) =>
    [...(await of.toSVG()).matchAll(/base64,([^"]+)/g)].map(([, data]) => data);
  expect(await pictures(open)).toEqual(
    await pictures(plot.activations(model.layers[0] as tf.LayersModel, x)),
  );
});

test("plot.activations opens a model that is called twice, at each call with what it was given", async () => {
  const [x, model] = [tf.randomUniform<tf.Rank.R4>([1, 8, 8, 1]), siamese()];
  const svg = await plot
    .activations(model, [x, tf.zeros([8, 8, 1])], { layers: ["base/conv"], expandNested: true })
    .toSVG();
  const pictures = [...svg.matchAll(/base64,([^"]+)/g)].map(([, data]) => data);
  expect(pictures).toHaveLength(4);
  expect(pictures.slice(0, 2)).not.toEqual(pictures.slice(2));
  expect(svg).toContain("base/conv, call 2 of 2: 6 × 6, 2 channels");
});

test("plot.activations that opens models leaves no tensors behind", () => {
  const [x, model] = [tf.ones([8, 8, 1]), siamese()];
  const draw = () => plot.activations(model, x, { expandNested: true });
  draw();
  const { numTensors } = tf.memory();
  draw();
  expect(tf.memory().numTensors).toBe(numTensors);
});

test.each<[string, () => unknown, string]>([
  [
    "too few inputs",
    () => plot.activations(siamese(), [tf.ones([8, 8, 1])]),
    "a list for 2 inputs, left, right, is expected",
  ],
  [
    "a missing name",
    () => plot.activations(siamese(), { left: tf.ones([8, 8, 1]) }),
    "an object with left, right is expected",
  ],
  [
    "a number among them",
    () => plot.activations(siamese(), [tf.ones([8, 8, 1]), 3 as never]),
    "input right: found the number 3",
  ],
  [
    "arguments the wrong way round",
    () => plot.activations(tf.ones([2]) as never, network() as never),
    "a model of layers is expected",
  ],
])("plot.activations of %s is a PlotError that says what was found", (_, draw, message) => {
  expect(draw).toThrow(PlotError);
  expect(draw).toThrow(message);
});
