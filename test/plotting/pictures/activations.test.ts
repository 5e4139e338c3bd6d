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
