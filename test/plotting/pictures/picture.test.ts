/** Traits that all pictures share: an SVG that is the same each time, and in a notebook a PNG of it. */

import { Resvg } from "@resvg/resvg-js";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { displaySymbol, escapeMarkup } from "../../../src/display";
import { setSeed } from "../../../src/engine";
import { type Picture, plot } from "../../../src/plotting";

const { add, conv2d, dense, flatten } = tf.layers;

function branching(): tf.LayersModel {
  const input = tf.input({ shape: [4, 4, 1], name: "picture" });
  const way = (name: string) => conv2d({ filters: 2, kernelSize: 1, name }).apply(input) as tf.SymbolicTensor;
  const both = add({ name: "both" }).apply([way("left"), way("right")]);
  const flat = flatten({ name: "flat" }).apply(both);
  const output = dense({ units: 3, activation: "softmax", name: "classes" }).apply(flat);
  return tf.model({ inputs: input, outputs: output as tf.SymbolicTensor });
}

const pictures: Record<string, () => Picture> = {
  activations: () => {
    setSeed(1);
    const layer = conv2d({ inputShape: [4, 4, 1], filters: 3, kernelSize: 2, name: "first" });
    return plot.activations(tf.sequential({ layers: [layer] }), tf.ones([1, 4, 4, 1]));
  },
  flow: () => plot.flow(),
  images: () =>
    plot.images(tf.zeros([3, 4, 4, 1]), {
      labels: [0, 1, 0],
      predictions: [0, 0, 0],
      classNames: ["裙子 <b>", "T-shirt"],
    }),
  model: () => plot.model(branching()),
};

/** Of each pixel, from the upper left corner on. */
function opacitiesOf(png: Uint8Array): number[] {
  const bytes = Buffer.from(png);
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const image = `<image width="${width}" height="${height}" href="data:image/png;base64,${bytes.toString("base64")}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${image}</svg>`;
  return Array.from(new Resvg(svg).render().pixels).filter((_, index) => index % 4 === 3);
}

describe.each(Object.entries(pictures))("a picture of %s", (_, draw) => {
  it("shows the page around its parts, light or dark", async () => {
    const { plain } = await draw().pagePicture();
    expect(opacitiesOf(plain)[0]).toBe(0);
    expect(await draw().toSVG()).not.toMatch(/fill="(black|#222222)"/);
  });

  it("is the same SVG each time, with its description for screen readers", async () => {
    const svg = await draw().toSVG();
    expect(svg).toMatch(/^<svg role="img" aria-label="[^"]{20,}"/);
    expect(await draw().toSVG()).toBe(svg);
    // Versions of zlib compress differently.
    expect(svg.replace(/base64,[^"]+/g, "base64,")).toMatchSnapshot();
  });

  it("is a PNG in a notebook, with its description as alternative text, and a sentence where no picture can be", async () => {
    const picture = draw();
    const bundle = await picture[displaySymbol]();
    expect(Object.keys(bundle)).toEqual(["text/html", "image/png", "text/plain"]);
    expect(bundle["text/html"]).toContain(` alt="${escapeMarkup(picture.description)}" `);
    expect(bundle["text/plain"]).toBe(picture.description);
    expect(picture.description).toMatch(/^\S.{20,}\.$/);
  });
});
