import { Resvg } from "@resvg/resvg-js";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { displaySymbol, metadataOf } from "../../../src/display";
import { PlotError, plot } from "../../../src/plotting";

/** Three images of 4 by 4: black, grey, white. */
const three = () =>
  tf.tensor3d(
    [0, 128, 255].flatMap((value) => Array(16).fill(value)),
    [3, 4, 4],
    "int32",
  );

/** The colours of a PNG's pixels, as a function of a place in page pixels (two of the file's). */
function pixels(png: Uint8Array): (x: number, y: number) => number[] {
  const source = Buffer.from(png).toString("base64");
  const [width, height] = size(png);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image width="${width}" height="${height}" href="data:image/png;base64,${source}"/></svg>`;
  const { pixels } = new Resvg(svg).render();
  return (x, y) => Array.from(pixels.subarray((2 * y * width + 2 * x) * 4, (2 * y * width + 2 * x) * 4 + 3));
}

const size = (png: Uint8Array) => {
  const bytes = Buffer.from(png);
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)] as [number, number];
};

test("plot.images(x) puts the images side by side, on white, without captions", async () => {
  const png = await plot.images(three()).toPNG();
  // 84 pixels an image, 12 between them and around.
  expect(size(png)).toEqual([2 * (12 + 3 * 96), 2 * (12 + 96)]);
  const at = pixels(png);
  expect([at(54, 54), at(150, 54), at(246, 54), at(6, 54)]).toEqual([
    [0, 0, 0],
    [128, 128, 128],
    [255, 255, 255],
    [255, 255, 255],
  ]);
});

test("plot.images(x) takes float32 from 0 to 1 for the same picture", async () => {
  const scaled = tf.div<tf.Tensor3D>(three(), 255);
  expect(await plot.images(scaled).toPNG()).toEqual(await plot.images(three()).toPNG());
});

test("plot.images(x) draws [n, height, width, 1] like [n, height, width], and three channels in colour", async () => {
  expect(await plot.images(three().expandDims(3)).toPNG()).toEqual(await plot.images(three()).toPNG());
  const red = tf.tensor4d(Array(16).fill([1, 0, 0]).flat(), [1, 4, 4, 3]);
  expect(pixels(await plot.images(red).toPNG())(54, 54)).toEqual([255, 0, 0]);
});

test("plot.images(x) draws a fourth channel as opacity, on white", async () => {
  const half = tf.tensor4d(Array(16).fill([255, 0, 0, 128]).flat(), [1, 4, 4, 4], "int32");
  expect(pixels(await plot.images(half).toPNG())(54, 54)).toEqual([255, 127, 127]);
});

test("plot.images(x) breaks what does not fit into rows of about equal length", async () => {
  const ten = tf.zeros<tf.Rank.R3>([10, 4, 4]);
  expect(size(await plot.images(ten).toPNG())).toEqual([2 * (12 + 5 * 96), 2 * (12 + 2 * 96)]);
});

test("plot.images(x, { columns }) breaks the row there", async () => {
  expect(size(await plot.images(three(), { columns: 2 }).toPNG())).toEqual([
    2 * (12 + 2 * 96),
    2 * (12 + 2 * 96),
  ]);
});

test("plot.images(x, { labels, predictions }) captions, frames and crosses what was predicted wrongly", async () => {
  const shown = plot.images(three(), { labels: [4, 9, 7], predictions: [4, 4, 7] });
  expect(shown.description).toBe("3 images: 4, 9 → 4, 7 (1 predicted wrongly, label → prediction).");
  const right = plot.images(three(), { labels: [4, 9, 7], predictions: [4, 9, 7] });
  const [wrongAt, rightAt] = [pixels(await shown.toPNG()), pixels(await right.toPNG())];
  const left = { first: 11, second: 107 };
  expect([wrongAt(left.first, 80), wrongAt(left.second, 80)]).toEqual([
    [255, 255, 255],
    [229, 20, 63],
  ]);
  expect(rightAt(left.second, 80)).toEqual([255, 255, 255]);
  const corner = [wrongAt(108 + 84 - 12, 34), rightAt(108 + 84 - 12, 34)];
  expect(corner).toEqual([
    [255, 255, 255],
    [128, 128, 128],
  ]);
});

test("plot.images takes labels as a tensor, predictions as probabilities, and names of classes", () => {
  const shown = plot.images(three(), {
    labels: tf.tensor1d([0, 1, 0], "int32"),
    predictions: tf.tensor2d([0.9, 0.1, 0.2, 0.8, 0.4, 0.6], [3, 2]),
    classNames: ["cat", "dog"],
  });
  expect(shown.description).toBe("3 images: cat, dog, cat → dog (1 predicted wrongly, label → prediction).");
});

test("plot.images(x, { titles }) shows these above the images", () => {
  expect(plot.images(three(), { titles: ["a", "b", "c"] }).description).toBe("3 images: a, b, c.");
});

test("plot.images draws text: captions change the picture", async () => {
  const one = await plot.images(three(), { labels: [1, 1, 1] }).toPNG();
  const two = await plot.images(three(), { labels: [2, 1, 1] }).toPNG();
  expect(Buffer.compare(one, two)).not.toBe(0);
});

test("plot.images of more than 100 images draws the first 100 and says so", () => {
  expect(plot.images(tf.zeros([120, 2, 2])).description).toBe("The first 100 of 120 images.");
});

test("plot.images is drawn as a PNG with the size it has on the page", async () => {
  const bundle = await plot.images(three())[displaySymbol]();
  expect(bundle["text/html"]).toMatch(
    /^<img src="data:image\/png;base64,[^"]*" alt="3 images." width="300" height="108"/,
  );
  expect(metadataOf(bundle)).toEqual({ "image/png": { width: 300, height: 108, alt: "3 images." } });
});

test("plot.images copies the pixels: disposing the tensor afterwards leaves the picture, and no tensor stays", async () => {
  const x = three();
  const before = tf.memory().numTensors;
  const shown = plot.images(x);
  expect(tf.memory().numTensors).toBe(before);
  x.dispose();
  expect(size(await shown.toPNG())[0]).toBe(600);
});

const refused: [what: string, call: () => unknown, message: string][] = [
  ["flat images", () => plot.images(tf.zeros([784])), "x has shape [784]; [n, height, width]"],
  ["one image", () => plot.images(tf.zeros([28, 28])), "for a single image: plot.images(x.expandDims(0))"],
  ["two channels", () => plot.images(tf.zeros([1, 28, 28, 2])), "x has shape [1,28,28,2]"],
  ["no images", () => plot.images(tf.zeros([0, 28, 28])), "x has no images"],
  ["too few labels", () => plot.images(three(), { labels: [1] }), "1 labels for 3 images"],
  ["too few titles", () => plot.images(three(), { titles: ["a"] }), "1 titles for 3 images"],
  ["no columns", () => plot.images(three(), { columns: 0 }), "columns is 0; 1 or more is expected"],
];

test.each(refused)("plot.images refuses %s", (_what, call, message) => {
  expect(call).toThrow(PlotError);
  expect(call).toThrow(message);
});

test("plot.images(x) draws what is no number dark, and everything else as it is", async () => {
  const values = three().toFloat().div(255).arraySync() as number[][][];
  (values[2]?.[0] as number[])[0] = Number.NaN;
  const at = pixels(await plot.images(tf.tensor3d(values)).toPNG());
  expect([at(54, 54), at(150, 54), at(246, 54), at(210, 18)]).toEqual([
    [0, 0, 0],
    [128, 128, 128],
    [255, 255, 255],
    [0, 0, 0],
  ]);
});
