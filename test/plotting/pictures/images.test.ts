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

test("plot.images(x) draws a single picture [height, width, channels]", () => {
  expect(plot.images(tf.zeros([28, 28, 3])).description).toBe("1 image.");
  expect(plot.images(tf.zeros([28, 28, 1]), { labels: [7] }).description).toBe("1 image: 7.");
  const windows = tf.zeros<tf.Rank.R3>([5, 9, 3]);
  expect(plot.images(windows, { labels: [1, 2, 3, 4, 5] }).description).toBe("5 images: 1, 2, 3, 4, 5.");
});

test("plot.images(x) clips what leaves 1, and says so in the picture and in words", async () => {
  const bright = tf.tensor3d([0, 0.5, 1, 1.2], [1, 2, 2]);
  const shown = plot.images(bright);
  expect(shown.description).toBe("1 image; values above 1, up to 1.2, clipped to 1.");
  expect(await shown.toSVG()).toContain(">values above 1, up to 1.2, clipped to 1</text>");
  const at = pixels(await shown.toPNG());
  expect([at(30, 30), at(74, 30), at(30, 74), at(74, 74)].map(([shade]) => shade)).toEqual([
    0, 128, 255, 255,
  ]);
});

test("plot.images(x) of a mask of 0 and 1 is black and white", async () => {
  const at = pixels(await plot.images(tf.tensor3d([0, 1, 1, 0], [1, 2, 2], "int32")).toPNG());
  expect([at(30, 30), at(74, 30)]).toEqual([
    [0, 0, 0],
    [255, 255, 255],
  ]);
});

test.each([20, 100])(
  "plot.images(x) of %p photographs keeps within a budget, and says how it does",
  async (count) => {
    const shown = plot.images(tf.randomUniform([count, 224, 224, 3]));
    expect(shown.description).toMatch(/; drawn smaller, \d+ × \d+ of 224 × 224 pixels\.$/);
    expect((await shown.toPNG()).length).toBeLessThan(1.2e6);
  },
);

test("plot.images(x) of 100 digits is drawn as it is", () => {
  expect(plot.images(tf.zeros([100, 28, 28])).description).toBe("100 images.");
});

test("plot.images tells classes of one name apart, and long names that differ at their end", async () => {
  const same = plot.images(three(), {
    labels: [0, 1, 0],
    predictions: [1, 1, 0],
    classNames: ["cat", "cat"],
  });
  expect(same.description).toMatch("cat (class 0) → cat (class 1), cat (class 1), cat (class 0)");
  const classNames = ["one", "two"].map((end) => `a name that is much too long for a caption, ${end}`);
  const captions = [
    ...(await plot.images(three(), { labels: [0, 1, 0], classNames }).toSVG()).matchAll(
      /<text[^>]*>([^<]*)/g,
    ),
  ];
  expect(captions.map(([, text]) => text?.slice(-5))).toEqual([", one", ", two", ", one"]);
});

test("plot.images leads the arrow from the label also between names that are read from right to left", async () => {
  const classNames = ["כלב", "חתול"];
  const svg = await plot.images(three(), { labels: [0, 0, 0], predictions: [1, 0, 0], classNames }).toSVG();
  expect(svg).toContain(">\u200eכלב\u200e</text>");
  expect(svg).toContain(">\u200e→ \u200eחתול\u200e</text>");
});

test("plot.images(x, { titles }) of several lines has them below each other", async () => {
  const svg = await plot.images(three(), { titles: ["cat\n98 %", "dog", ""] }).toSVG();
  expect([...svg.matchAll(/<text[^>]*>([^<]*)/g)].map(([, text]) => text)).toEqual(["cat", "98 %", "dog"]);
});

const disposed = tf.zeros([1, 4, 4]);
disposed.dispose();

test.each<[what: string, x: unknown, message: string]>([
  ["a list of tensors", [three(), three()], "tf.stack(images)"],
  ["a list of lists", [[[1]]], "tf.tensor(images)"],
  ["a disposed tensor", disposed, "found a tensor that was disposed"],
  ["no pixels", tf.zeros([2, 0, 4]), "x has no pixels; its shape is [2,0,4]"],
  ["strings", tf.tensor3d(["a"], [1, 1, 1], "string"), "x is of dtype string"],
])("plot.images of %s is a PlotError that says what was found", (_, x, message) => {
  expect(() => plot.images(x as tf.Tensor)).toThrow(PlotError);
  expect(() => plot.images(x as tf.Tensor)).toThrow(message);
});

test.each<[what: string, predictions: unknown, message: string]>([
  ["NaN", tf.fill([3, 2], Number.NaN), "predictions have NaN in row 0, column 0"],
  ["a number", 3, "predictions: found the number 3"],
  ["names", ["cat", "dog", "cat"], "and their names as classNames"],
])("plot.images refuses predictions that are %s", (_, predictions, message) => {
  expect(() => plot.images(three(), { predictions: predictions as number[] })).toThrow(message);
});
