/** `plot.images`: a grid of images with their labels, wrong predictions marked. */

import type { Tensor } from "@tensorflow/tfjs-node-gpu";
import { number, type OptionsOf, strings } from "../../options";
import { type Classes, classesOf, classesOption, classNaming } from "../classes";
import { isTensor, plotOptions } from "../found";
import { arrowBetween, legibleNames } from "../legibleNames";
import { PlotError } from "../plot";
import { captionFont, type GridImage, imageGrid } from "./imageGrid";
import { pixelsOf } from "./imagePixels";
import { Picture } from "./picture";
import { withinBudget } from "./withinBudget";

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
  /** Texts to show above the images in place of classes, of one line or several. Defaults to none. */
  titles?: readonly string[];
}

export const imagesPlotOptions = {
  labels: classesOption(),
  predictions: classesOption(),
  columns: number(),
  classNames: strings(),
  titles: strings(),
} satisfies OptionsOf<ImagesPlotOptions>;

/** Room for a name above an image, which is made wider for it, and for a title. */
const NAME_WIDTH = 160;
const TITLE_WIDTH = 360;

/**
 * Draws images side by side. A prediction that differs from the label is captioned "label → prediction",
 * framed, and crossed in the corner.
 *
 * @param x Images [n, height, width] or [n, height, width, channels], or a single one [height, width, channels]: 1 channel
 * of grey, 3 of red, green and blue, or 4 with opacity, drawn on white. Whole numbers are from 0 to 255, other floats from
 * 0 to 1, or from 0 to 255 where most are above 1; what is beyond is clipped. Masks of a few whole numbers, and values
 * below 0, are stretched from black to white. Whatever is clipped, stretched, not finite or made smaller is said below the
 * images. Of more than 100 the first 100 are drawn.
 * @throws {PlotError} where shapes or lengths do not fit, and for what is no tensor.
 */
export function images(x: Tensor, given: ImagesPlotOptions = {}): Picture {
  const { labels, predictions, columns, classNames, titles } = plotOptions(
    "plot.images",
    given,
    imagesPlotOptions,
  );
  if (columns !== undefined && !(columns >= 1 && Number.isInteger(columns))) {
    throw new PlotError(
      `plot.images: columns is ${columns}; ${columns >= 1 ? "a whole number" : "1 or more"} is expected.`,
    );
  }
  const counts = [labels, predictions, titles].map(lengthOf);
  const { count, pictures, note } = pixelsOf(x, { isBatch: (length) => counts.includes(length) });
  const shown = pictures.length;
  const ofImages = (option: string, classes: Classes | undefined) =>
    classes && classesOfImages(option, classes, { count, shown });
  const [of, as] = [ofImages("labels", labels), ofImages("predictions", predictions)];
  if (titles && titles.length < count) {
    throw new PlotError(`plot.images: ${titles.length} titles for ${count} images.`);
  }
  const captions = captionsOf({ of, as, titles, nameOf: classNaming(classNames), shown });
  const { images: small, note: smaller } = withinBudget(pictures);
  const grid = small.map((pixels, index): GridImage => {
    const { lines, wrong } = captions[index] as Caption;
    return { pixels, lines, wrong, mayJoin: titles === undefined };
  });
  const notes = [note, smaller].filter((one) => one !== undefined);
  return new Picture(describe(captions, count, notes), imageGrid(grid, { columns, notes }), { crisp: true });
}

const lengthOf = (values: unknown): number | undefined =>
  isTensor(values) ? values.shape[0] : (values as { length?: number } | undefined)?.length;

function classesOfImages(
  option: string,
  classes: Classes,
  { count, shown }: { count: number; shown: number },
): number[] {
  const values = classesOf(classes, "plot.images", option);
  if (values.length >= count) return values.slice(0, shown);
  throw new PlotError(`plot.images: ${values.length} ${option} for ${count} images.`);
}

interface Caption {
  /** As it is drawn: two lines for a wrong prediction, which may be joined. */
  lines: string[];
  /** The whole of it. */
  text: string;
  wrong: boolean;
}

interface Captioned {
  of: number[] | undefined;
  as: number[] | undefined;
  titles: readonly string[] | undefined;
  nameOf(index: number): string;
  shown: number;
}

function captionsOf({ of, as, titles, nameOf, shown }: Captioned): Caption[] {
  const classes = [...new Set([...(of ?? []), ...(as ?? [])])];
  const names = legibleNames(classes.map(nameOf), { width: NAME_WIDTH, font: captionFont });
  const short = new Map(classes.map((index, place) => [index, names[place] as string]));
  return Array.from({ length: shown }, (_, index): Caption => {
    const [label, predicted] = [of?.[index], as?.[index]];
    const wrong = label !== undefined && predicted !== undefined && label !== predicted;
    const title = titles?.[index];
    if (title !== undefined) {
      const lines = title
        .split("\n")
        .flatMap((line) => legibleNames([line], { width: TITLE_WIDTH, font: captionFont }));
      return { lines: title === "" ? [] : lines, text: title.replaceAll("\n", " "), wrong };
    }
    if (wrong) {
      const between = (name: (of: number) => string) => arrowBetween(name(label), name(predicted));
      const lines = between((one) => short.get(one) as string);
      return { lines, text: between(nameOf).join(" "), wrong };
    }
    const known = label ?? predicted;
    if (known === undefined) return { lines: [], text: "", wrong };
    return { lines: [short.get(known) as string], text: nameOf(known), wrong };
  });
}

function describe(captions: Caption[], count: number, notes: readonly string[]): string {
  const shown =
    captions.length < count
      ? `The first ${captions.length} of ${count} images`
      : `${count} image${count === 1 ? "" : "s"}`;
  const texts = captions.map(({ text }) => text).filter((text) => text !== "");
  const list = texts.length > 0 ? `: ${texts.join(", ")}` : "";
  const wrong = captions.filter((caption) => caption.wrong).length;
  const verdict = wrong > 0 ? ` (${wrong} predicted wrongly, label → prediction)` : "";
  return `${[`${shown}${list}${verdict}`, ...notes].join("; ")}.`;
}
