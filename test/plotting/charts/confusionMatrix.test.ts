import * as tf from "@tensorflow/tfjs-node-gpu";
import { PlotError, plot } from "../../../src/plotting";

interface Matrix {
  title: string;
  data: { values: { label: string; prediction: string; count: number; rate: number }[] };
  layer?: unknown[];
  mark?: { type: string };
}

const specOf = async (...call: Parameters<typeof plot.confusionMatrix>) =>
  (await plot.confusionMatrix(...call).spec()) as unknown as Matrix;

const cellsOf = async (...call: Parameters<typeof plot.confusionMatrix>) =>
  (await specOf(...call)).data.values;

test("plot.confusionMatrix(yTrue, yPred) counts for each label what was predicted, and its part of the label", async () => {
  const cells = await cellsOf([0, 0, 0, 0, 1, 1], [0, 0, 0, 1, 1, 0]);
  expect(cells).toEqual([
    { label: "0", prediction: "0", count: 3, rate: 0.75 },
    { label: "0", prediction: "1", count: 1, rate: 0.25 },
    { label: "1", prediction: "0", count: 1, rate: 0.5 },
    { label: "1", prediction: "1", count: 1, rate: 0.5 },
  ]);
});

test("plot.confusionMatrix takes tensors, probabilities, and names, also of classes that do not occur", async () => {
  const labels = tf.tensor1d([1, 0], "int32");
  const probabilities = tf.tensor2d([0.1, 0.9, 0.2, 0.8], [2, 2]);
  const cells = await cellsOf(labels, probabilities, { classNames: ["cat", "dog", "fox"] });
  expect(cells).toHaveLength(9);
  expect(cells.filter(({ count }) => count > 0)).toEqual([
    { label: "cat", prediction: "dog", count: 1, rate: 1 },
    { label: "dog", prediction: "dog", count: 1, rate: 1 },
  ]);
  expect(cells.filter(({ label }) => label === "fox").map(({ rate }) => rate)).toEqual([0, 0, 0]);
});

test("plot.confusionMatrix says how many are right, and the commonest confusions", async () => {
  const chart = plot.confusionMatrix([0, 0, 0, 1, 1], [0, 1, 1, 1, 0]);
  expect(chart.description).toBe(
    "Confusion matrix of 2 classes: 2 of 5 right (40.0 %); 0 taken for 1: 2; 1 taken for 0: 1.",
  );
  expect((await chart.spec()).title).toBe("2 of 5 right (40.0 %)");
});

test("plot.confusionMatrix lists the commonest confusions of 1,000 classes", async () => {
  const labels = Array.from({ length: 5000 }, (_, sample) => sample % 1000);
  const predictions = labels.map((label) => (label === 7 ? 8 : label));
  const { mark, layer, data } = await specOf(labels, predictions);
  expect([mark?.type, layer]).toEqual(["bar", undefined]);
  expect(data.values).toEqual([{ label: "7", prediction: "8", count: 5, rate: 1, confusion: "7 → 8" }]);
});

test.each<[string, Parameters<typeof plot.confusionMatrix>, string]>([
  ["other lengths", [[0, 1], [0]], "2 labels and 1 predictions"],
  ["nothing", [[], []], "0 labels and 0 predictions"],
  ["NaN", [[0], [Number.NaN]], "the prediction NaN is no class"],
  ["a number below 0", [[-1], [0]], "the label -1 is no class"],
  ["a tensor of images", [[0], tf.zeros([1, 2, 2])], "predictions have shape [1,2,2]"],
])("plot.confusionMatrix of %s is a PlotError", (_, call, message) => {
  const draw = () => plot.confusionMatrix(...call);
  expect(draw).toThrow(PlotError);
  expect(draw).toThrow(message);
});

test("plot.confusionMatrix of 10,000 classes costs no more than what is drawn", async () => {
  const labels = Array.from({ length: 20_000 }, (_, sample) => sample % 10_000);
  const predictions = labels.map((label) => (label * 7) % 10_000);
  const { data } = await specOf(labels, predictions);
  expect(data.values).toHaveLength(20);
  // A number that no table of all pairs would hold.
  expect(plot.confusionMatrix([1e9], [3]).description).toContain("1000000001 classes");
});

test("plot.confusionMatrix tells classes of one name apart by their numbers", async () => {
  const cells = await cellsOf([0, 1], [1, 2], { classNames: ["cat", "cat", "dog"] });
  expect(cells.filter(({ count }) => count > 0)).toMatchObject([
    { label: "cat (class 0)", prediction: "cat (class 1)" },
    { label: "cat (class 1)", prediction: "dog" },
  ]);
});

test("plot.confusionMatrix tells long names apart that differ at their end alone", async () => {
  const classNames = ["one", "two"].map((end) => `a name that is much too long for an axis, ${end}`);
  const spec = (await plot.confusionMatrix([0, 1], [1, 0], { classNames }).spec()) as unknown as {
    encoding: { y: { axis: { labelExpr: string } } };
  };
  expect(spec.encoding.y.axis.labelExpr).toMatch(/….*one".*….*two"/);
});

test("plot.confusionMatrix lists confusions of long names so that they differ", async () => {
  const classNames = Array.from(
    { length: 40 },
    (_, index) => `a name that is much too long for a bar, ${index}`,
  );
  const { data } = await specOf([0, 0], [1, 2], { classNames });
  const bars = data.values as unknown as { confusion: string }[];
  expect(new Set(bars.map(({ confusion }) => confusion)).size).toBe(2);
});

test("plot.confusionMatrix of many classes says so where nothing is wrong", async () => {
  const { data } = await specOf([40], [40]);
  expect(data.values).toEqual([{ text: "Every prediction is right: there is nothing to list." }]);
});

test.each<[string, unknown, string]>([
  ["lists of probabilities", [[0.1, 0.9]], "found a list of 1 list"],
  ["a number", 3, "found the number 3"],
  ["NaN probabilities", tf.tensor2d([[Number.NaN, 1]]), "NaN in row 0, column 0"],
  ["probabilities of one class", [0.93], "round probabilities of a single class"],
  ["no classes", tf.zeros([1, 0]), "predictions have shape [1,0]"],
])("plot.confusionMatrix of %s is a PlotError that says what was found", (_, predictions, message) => {
  expect(() => plot.confusionMatrix([0], predictions as never)).toThrow(PlotError);
  expect(() => plot.confusionMatrix([0], predictions as never)).toThrow(message);
});
