/**
 * `display(value)` draws a value in the cell that is running, as IPython's `display` does; `display.html` and
 * its sisters draw one format each, as tslab's do.
 */
import { randomUUID } from "node:crypto";
import { inspect } from "node:util";
import { isPromise } from "../forgottenAwait";
import { TrainbookError } from "../trainbookError";
import { bundleOf } from "./bundleOf";
import { imageBundle } from "./imageBundle";
import {
  type Displayable,
  displaySymbol,
  isDisplayable,
  type MimeBundle,
  metadataOf,
  withMetadata,
} from "./mimeBundle";
import { clear, hold, send } from "./sink";
import { plainText } from "./values";

/** Options of `display`. */
export interface DisplayOptions {
  /** A name for the output, by which it can be replaced later. Defaults to a fresh one. */
  id?: string;
  /** Replaces the outputs that bear `id` instead of making a new one. Defaults to false. */
  update?: boolean;
}

/**
 * An output that can be replaced. It is also a promise: awaited, it resolves (to nothing) when the output is
 * drawn. As a cell's last value it shows nothing more.
 */
export interface DisplayHandle extends Promise<void>, Displayable {
  readonly id: string;
  /** Replaces the output with another value, or with text of the same format where `display.html` or a sister drew it. */
  update(value: unknown): DisplayHandle;
}

/** The value that draws what `update` is given. */
type Format = (next: unknown) => unknown;

/**
 * Draws a value: an object with `[Symbol.for("Jupyter.display")]` as its own bundle, anything else as text.
 * In a script, without a notebook, the text is printed.
 *
 * @throws {TrainbookError} for a promise: its value is yet to come.
 * @example
 * const line = display("epoch 1");
 * line.update("epoch 2");
 */
function show(value: unknown, options: DisplayOptions = {}): DisplayHandle {
  return draw(value, options, (next) => next);
}

function draw(
  value: unknown,
  { id = randomUUID(), update = false }: DisplayOptions,
  format: Format,
): DisplayHandle {
  const sendBundle = (bundle: MimeBundle) => send({ bundle, metadata: metadataOf(bundle), id, update });
  if (isPromise(value) && !isDisplayable(value)) {
    throw new TrainbookError("display: the value is a Promise: it is not there yet.", {
      cure: "write await before the call that gives it: display(await …)",
    });
  }
  const bundle = bundleOf(value);
  let drawing = Promise.resolve();
  if (bundle instanceof Promise) {
    drawing = bundle.then(sendBundle);
    hold(drawing);
  } else {
    sendBundle(bundle);
  }
  return Object.assign(drawing, {
    id,
    update: (next: unknown) => draw(format(next), { id, update: true }, format),
    [displaySymbol]: () => ({}),
    // The handle's value is drawn already, so the handle prints as nothing.
    [inspect.custom]: () => "",
  });
}

/** Options of `clearOutput`. */
export interface ClearOutputOptions {
  /** Waits for the next output, so that one that replaces another does not flicker. Defaults to false. */
  wait?: boolean;
}

/** Empties the output of the running cell, as IPython's `clear_output` does. Without a notebook it does nothing. */
export function clearOutput({ wait = false }: ClearOutputOptions = {}): void {
  clear(wait);
}

/** A bundle as an object that draws itself. */
export function displayable(bundle: MimeBundle): Displayable {
  return { [displaySymbol]: () => bundle };
}

/** Draws what a function makes a bundle of, now and when it is updated. An object that draws itself stays what it is. */
function drawAs<Content, Options extends DisplayOptions>(
  bundle: (content: Content, options?: Options) => MimeBundle,
): (content: Content, options?: Options) => DisplayHandle {
  return (content, options) => {
    const format = (next: unknown) =>
      isDisplayable(next) ? next : displayable(bundle(next as Content, options));
    return draw(format(content), options ?? {}, format);
  };
}

/** Draws a text in one format. */
export type DrawText = (text: string, options?: DisplayOptions) => DisplayHandle;

/** Draws a picture, given as bytes or as base64, an SVG as its text. */
export type DrawPicture = (bytes: Uint8Array | string, options?: PictureOptions) => DisplayHandle;

const one = (type: string): DrawText => drawAs((content: string) => ({ [type]: content }));

const image = (type: string): DrawPicture =>
  drawAs((bytes: Uint8Array | string, options?: PictureOptions) => sized(type, bytes, options));

/** Options of `display.png` and other pictures. */
export interface PictureOptions extends DisplayOptions {
  /** Alternative text: the picture in words, for those who do not see it. Defaults to none. */
  alt?: string;
  /** Pixels on the page. Default to the picture's own size. */
  width?: number;
  height?: number;
}

function sized(
  type: string,
  content: Uint8Array | string,
  { alt, width, height }: PictureOptions = {},
): MimeBundle {
  if (alt !== undefined) return imageBundle({ type, content, alt, width, height });
  return withMetadata({ [type]: content }, { [type]: { width, height } });
}

/**
 * Draws values in the running cell. `display(value)` draws anything; `display.html(text)`, `.markdown`,
 * `.latex`, `.svg`, `.text`, `.javascript`, `.json(value)`, `.png(bytes)`, `.jpeg(bytes)`, `.gif(bytes)`,
 * `.pdf(bytes)` draw one format; `.bundle(bundle)` draws a whole MIME bundle.
 */
export const display = Object.assign(show, {
  html: one("text/html"),
  markdown: one("text/markdown"),
  latex: one("text/latex"),
  svg: image("image/svg+xml"),
  text: one("text/plain"),
  json: drawAs((value: unknown) => ({ "application/json": value, "text/plain": plainText(value) })),
  png: image("image/png"),
  jpeg: image("image/jpeg"),
  gif: image("image/gif"),
  pdf: image("application/pdf"),
  javascript: one("application/javascript"),
  bundle: drawAs((bundle: MimeBundle) => bundle),
});
