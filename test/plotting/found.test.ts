/** Descriptions of values that plots cannot draw. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { PlotError, plot } from "../../src/plotting";
import { found } from "../../src/plotting/found";

const disposed = () => {
  const tensor = tf.zeros([2]);
  tensor.dispose();
  return tensor;
};

test.each<[value: unknown, words: string]>([
  [undefined, "undefined"],
  [3, "the number 3"],
  ["loss", 'the string "loss"'],
  [Promise.resolve(), "a promise"],
  [[[1], [2]], "a list of 2 lists"],
  [[], "an empty list"],
  [{ loss: [1], accuracy: [1] }, "an object with loss, accuracy"],
  [new Map(), "an object (Map)"],
  [tf.zeros([2, 3]), "a tensor of shape [2, 3]"],
  [disposed(), "a tensor that was disposed"],
  [tf.sequential(), "an object (Sequential)"],
])("%p is named", (value, words) => expect(found(value)).toBe(words));

const promise = Promise.resolve() as never;
const images = tf.zeros<tf.Rank.R4>([1, 4, 4, 1]);
const history = { epoch: [0], history: { loss: [1] } };
const model = tf.sequential({
  layers: [tf.layers.conv2d({ filters: 1, kernelSize: 1, inputShape: [4, 4, 1] })],
});

test.each<[call: string, draw: () => unknown]>([
  ["history(promise)", () => plot.history(promise)],
  ["compare(promise)", () => plot.compare(promise)],
  ["compare({ a: promise })", () => plot.compare({ a: history, b: promise })],
  ["confusionMatrix(promise, …)", () => plot.confusionMatrix(promise, [0])],
  ["confusionMatrix(…, promise)", () => plot.confusionMatrix([0], promise)],
  [
    "confusionMatrix(…, { classNames: promise })",
    () => plot.confusionMatrix([0], [0], { classNames: promise }),
  ],
  ["images(promise)", () => plot.images(promise)],
  ["images(…, { predictions: promise })", () => plot.images(images, { predictions: promise })],
  ["model(promise)", () => plot.model(promise)],
  ["layerWeights(promise)", () => plot.layerWeights(promise)],
  ["activations(promise, …)", () => plot.activations(promise, images)],
  ["activations(…, promise)", () => plot.activations(model, promise)],
  ["schedule(promise)", () => plot.schedule(promise)],
  ["history(…, promise)", () => plot.history(history, promise)],
])("plot.%s asks for the await that was forgotten", (_, draw) => {
  expect(draw).toThrow(PlotError);
  expect(draw).toThrow(/found a promise; .*expected\.\n.*Did you forget await\?/);
});

test.each<[what: string, draw: () => unknown]>([
  ["the name of a training", () => plot.compare({ "a\u0000": history })],
  ["the name of a class", () => plot.confusionMatrix([0], [0], { classNames: ["cat\r"] })],
  ["a title", () => plot.history(history, { title: "a\u0007" })],
  ["the title of an image", () => plot.images(images, { titles: ["\ud800"] })],
  ["the name of a schedule", () => plot.schedule({ "a\u001b": () => 1 })],
])("%s with what no font draws is an error that names it", (_, draw) => {
  expect(draw).toThrow(PlotError);
  expect(draw).toThrow(/U\+\w{4} cannot be drawn/);
});

test("a model that was disposed is named by the plots that need its weights", () => {
  const gone = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
  gone.dispose();
  expect(() => plot.layerWeights(gone)).toThrow("plot.layerWeights: the model's weights were disposed.");
});
