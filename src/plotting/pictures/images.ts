/** `plot.images`: a grid of images with their labels, wrong predictions marked. */

import type { Tensor } from "@tensorflow/tfjs-node-gpu";
import { escapeMarkup } from "../../display";
import { anything, number, type OptionsOf, resolveOptions } from "../../options";
import { type Classes, classesOf } from "../classes";
import { PlotError } from "../plot";
import { encodePng, fontFamily, type Pixels, textWidth } from "../rendering";
import { Picture } from "./picture";

/** Options of `plot.images`. */
export interface ImagesPlotOptions {
  /** The class of each image, shown above it. Defaults to none. */
  labels?: Classes;
  /** The class that a model predicted for each image, or its [n, classes] probabilities. Defaults to none. */
  predictions?: Classes;
  /** Images in a row. Defaults to as many as fit a notebook's page, 8 at most, in rows of about equal length. */
  columns?: number;
  /** Names to show in place of class numbers. Defaults to the numbers. */
  classNames?: readonly string[];
  /** Texts to show above the images in place of classes. Defaults to none. */
  titles?: readonly string[];
}

export const imagesPlotOptions = {
  labels: anything<Classes>(),
  predictions: anything<Classes>(),
  columns: number(),
  classNames: anything<readonly string[]>(),
  titles: anything<readonly string[]>(),
} satisfies OptionsOf<ImagesPlotOptions>;

interface CaptionedImage {
  pixels: Pixels;
  caption: string;
  wrong: boolean;
}

const SHOWN_AT_MOST = 100;
const COLUMNS_AT_MOST = 8;

/**
 * Draws images side by side. A prediction that differs from the label is captioned "label → prediction",
 * framed, and crossed in the corner.
 *
 * @param x Images [n, height, width] or [n, height, width, channels]: 1 channel of grey, 3 of red, green and blue, or 4
 * with opacity, drawn on white; int32 from 0 to 255, or float32 from 0 to 1; other float ranges are stretched. Of more
 * than 100 the first 100 are drawn.
 * @throws PlotError where shapes or lengths do not fit.
 */
export function images(x: Tensor, given: ImagesPlotOptions = {}): Picture {
  const options = resolveOptions("plot.images", given, imagesPlotOptions, { Refusal: PlotError });
  const [count = 0] = x.shape;
  const labels = options.labels && classesOfImages("labels", options.labels, count);
  const predictions = options.predictions && classesOfImages("predictions", options.predictions, count);
  if (options.titles && options.titles.length < count) {
    throw new PlotError(`plot.images: ${options.titles.length} titles for ${count} images.`);
  }
  const name = (index: number) => options.classNames?.[index] ?? String(index);
  const pictures = pixelsOf(x).map((pixels, index): CaptionedImage => {
    const label = labels?.[index];
    const predicted = predictions?.[index];
    const wrong = label !== undefined && predicted !== undefined && label !== predicted;
    const classes = [label, wrong || label === undefined ? predicted : undefined];
    const caption = classes
      .filter((value) => value !== undefined)
      .map(name)
      .join(" → ");
    return { pixels, caption: options.titles?.[index] ?? caption, wrong };
  });
  const { columns } = options;
  if (columns !== undefined && !(columns >= 1)) {
    throw new PlotError(`plot.images: columns is ${columns}; 1 or more is expected.`);
  }
  return new Picture(describe(pictures, count), grid(pictures, columns), { crisp: true });
}

function classesOfImages(option: string, classes: Classes, count: number): number[] {
  const values = classesOf(classes, "plot.images", option);
  if (values.length < count) {
    throw new PlotError(`plot.images: ${values.length} ${option} for ${count} images.`);
  }
  return values;
}

/** Copies the images to be drawn and scales them to bytes. */
function pixelsOf(x: Tensor): Pixels[] {
  const [count = 0, height = 0, width = 0, depth = 1] = x.shape;
  if (x.rank < 3 || x.rank > 4 || ![1, 3, 4].includes(depth)) {
    throw new PlotError(
      `plot.images: x has shape [${x.shape}]; [n, height, width] or [n, height, width, 1, 3 or 4] is expected.`,
      x.rank === 2 ? { cure: "for a single image: plot.images(x.expandDims(0))" } : {},
    );
  }
  if (count === 0) throw new PlotError("plot.images: x has no images.");
  const shown = Math.min(count, SHOWN_AT_MOST);
  const sizes = [shown, ...x.shape.slice(1)];
  const part = x.slice(new Array(x.rank).fill(0), sizes);
  const values = part.dataSync();
  part.dispose();
  const { low, high } = x.dtype === "int32" ? { low: 0, high: 255 } : range(values);
  const bytes = Uint8Array.from(values, (value) =>
    Math.min(255, Math.max(0, ((value - low) * 255) / (high - low))),
  );
  const opaque = depth === 4 ? onWhite(bytes) : bytes;
  const channels = depth === 1 ? 1 : 3;
  const each = height * width * channels;
  return Array.from({ length: shown }, (_, index) => ({
    width,
    height,
    channels,
    data: opaque.subarray(index * each, (index + 1) * each),
  }));
}

/** @param rgba red, green, blue and opacity of each pixel. */
function onWhite(rgba: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let at = 0; at < rgb.length; at++) {
    const pixel = Math.floor(at / 3) * 4;
    const opacity = (rgba[pixel + 3] as number) / 255;
    rgb[at] = Math.round(255 + ((rgba[pixel + (at % 3)] as number) - 255) * opacity);
  }
  return rgb;
}

function range(values: ArrayLike<number>): { low: number; high: number } {
  let low = 0;
  let high = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low < 0) return { low, high };
  return { low: 0, high: high <= 1 ? 1 : Math.max(255, high) };
}

const IMAGE_SIDE = 84;
const FONT_SIZE = 13;
const GAP = 12;
const LINE_HEIGHT = FONT_SIZE + 6;
const PAGE_WIDTH = 820;
/** Red, with a contrast of 3 and more with light and with dark pages. */
const WRONG = "#e5143f";

/** The grid as SVG; images are tiny PNGs that resvg enlarges. */
function grid(pictures: CaptionedImage[], columns: number | undefined): string {
  const largest = Math.max(...pictures.map(({ pixels }) => Math.max(pixels.width, pixels.height)));
  const zoom =
    largest > IMAGE_SIDE ? Math.min(1, (3 * IMAGE_SIDE) / largest) : Math.round(IMAGE_SIDE / largest);
  const { width = 1, height = 1 } = pictures[0]?.pixels ?? {};
  const [imageWidth, imageHeight] = [width * zoom, height * zoom];
  const captions = pictures.map(({ caption }) => captionLines(caption, imageWidth + GAP / 2));
  const top = Math.max(...captions.map((lines) => lines.length)) * LINE_HEIGHT;
  const cellWidth = Math.ceil(Math.max(imageWidth, ...captions.flat().map(captionWidth))) + GAP;
  const cellHeight = imageHeight + top + GAP;
  const fitting = Math.max(1, Math.min(COLUMNS_AT_MOST, Math.floor(PAGE_WIDTH / cellWidth)));
  const inRow = Math.min(columns ?? balanced(pictures.length, fitting), pictures.length);
  const wrong = pictures.filter((picture) => picture.wrong).length;
  const note = wrong > 0 ? "✗ predicted wrongly: label → prediction" : "";
  const total = {
    width: Math.ceil(Math.max(inRow * cellWidth, captionWidth(note)) + GAP),
    height: Math.ceil(Math.ceil(pictures.length / inRow) * cellHeight + GAP + (note ? LINE_HEIGHT : 0)),
  };
  const cells = pictures.map((picture, index) => {
    // On whole pixels edges have no shades, of which each would be a colour of the file.
    const x = GAP + (index % inRow) * cellWidth + Math.floor((cellWidth - GAP - imageWidth) / 2);
    const y = GAP + Math.floor(index / inRow) * cellHeight + top;
    return cell(picture, captions[index] ?? [], x, y, imageWidth, imageHeight);
  });
  const footer = note ? text(note, GAP, total.height - GAP, "start", true) : "";
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${total.width}" height="${total.height}" ` +
    `font-family="${fontFamily}" font-size="${FONT_SIZE}">${cells.join("")}${footer}</svg>`
  );
}

/** Rows that are equally long, save for the last: 10 images are 5 and 5, not 8 and 2. */
const balanced = (count: number, fitting: number) => Math.ceil(count / Math.ceil(count / fitting));

/** A wrong prediction whose names are long takes two lines. */
function captionLines(caption: string, room: number): string[] {
  if (caption === "") return [];
  return captionWidth(caption) > room ? caption.split(/ (?=→ )/) : [caption];
}

function cell(
  { pixels, wrong }: CaptionedImage,
  captions: string[],
  x: number,
  y: number,
  width: number,
  height: number,
): string {
  const source = `data:image/png;base64,${encodePng(pixels).toString("base64")}`;
  const image = `<image style="image-rendering: pixelated" x="${x}" y="${y}" width="${width}" height="${height}" preserveAspectRatio="none" href="${source}"/>`;
  const title = captions
    .map((line, index) =>
      text(line, x + width / 2, y - 6 - (captions.length - 1 - index) * LINE_HEIGHT, "middle", wrong),
    )
    .join("");
  // A picture that is as white as the page, or as dark, has an edge too.
  const edge = `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="none" stroke="#808080"/>`;
  if (!wrong) return title + image + edge;
  const frame = `<rect x="${x - 1.5}" y="${y - 1.5}" width="${width + 3}" height="${height + 3}" fill="none" stroke="${WRONG}" stroke-width="3"/>`;
  const mark = `<g transform="translate(${x + width - 13} ${y + 1})"><rect width="12" height="12" fill="white"/><path d="M2.5 2.5l7 7m0-7l-7 7" stroke="${WRONG}" stroke-width="2.5"/></g>`;
  return title + image + frame + mark;
}

function text(content: string, x: number, y: number, anchor: string, wrong: boolean): string {
  if (content === "") return "";
  const style = wrong ? `fill="${WRONG}" font-weight="bold"` : 'fill="currentColor"';
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" ${style}>${escapeMarkup(content)}</text>`;
}

/** Captions may be bold. */
const captionWidth = (content: string): number => textWidth(content, { size: FONT_SIZE, isBold: true });

function describe(pictures: CaptionedImage[], count: number): string {
  const shown =
    pictures.length < count ? `The first ${pictures.length} of ${count} images` : `${count} images`;
  const captions = pictures.map(({ caption }) => caption).filter((caption) => caption !== "");
  const list = captions.length > 0 ? `: ${captions.join(", ")}` : "";
  const wrong = pictures.filter((picture) => picture.wrong).length;
  const verdict = wrong > 0 ? ` (${wrong} predicted wrongly, label → prediction)` : "";
  return `${shown}${list}${verdict}.`;
}
