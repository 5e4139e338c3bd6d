/**
 * Content that a notebook can draw: the same thing in several formats, of which the front end picks the richest.
 *
 * The convention is Deno's: an object with a method `[Symbol.for("Jupyter.display")]` draws itself.
 */
import { types } from "node:util";

/** The name of the method by which an object draws itself: `Symbol.for("Jupyter.display")`. */
export const displaySymbol: unique symbol = Symbol.for("Jupyter.display") as typeof displaySymbol;

/**
 * One thing in several formats, by MIME type. Text formats are strings, JSON formats are plain objects,
 * binary formats are base64 strings or bytes.
 */
export type MimeBundle = Record<string, unknown>;

/** Facts about a bundle, by MIME type: `{ "image/png": { width: 320, height: 200 } }`. */
export type MimeMetadata = Record<string, unknown>;

/** An object that draws itself when it is a cell's last value, or by `display(object)`. */
export interface Displayable {
  [displaySymbol](): MimeBundle | Promise<MimeBundle>;
}

const metadataSymbol = Symbol.for("trainbook.display.metadata");

/** True where `value` draws itself. */
export function isDisplayable(value: unknown): value is Displayable {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return false;
  try {
    return typeof (value as Partial<Displayable>)[displaySymbol] === "function";
  } catch {
    // A proxy that refuses to be asked.
    return false;
  }
}

/**
 * Ties metadata to a bundle, such as the size at which a picture is to be shown. The bundle stays a plain
 * object of MIME types, so that kernels that do not know of the metadata draw it all the same.
 */
export function withMetadata(bundle: MimeBundle, metadata: MimeMetadata): MimeBundle {
  return Object.defineProperty({ ...bundle }, metadataSymbol, { value: metadata });
}

/** The metadata tied to a bundle by `withMetadata`, or `{}`. */
export function metadataOf(bundle: MimeBundle): MimeMetadata {
  return (bundle as { [metadataSymbol]?: MimeMetadata })[metadataSymbol] ?? {};
}

/** True for the MIME types whose content is JSON. */
function isJsonType(mimeType: string): boolean {
  return /^application\/(.*\+)?json$/.test(mimeType);
}

/**
 * A bundle as the Jupyter protocol wants it: bytes as base64, JSON types as JSON. A string under a JSON type is
 * taken as JSON text, because tslab's `display.raw` accepts nothing else.
 */
export function toWire(bundle: MimeBundle): MimeBundle {
  const wire: MimeBundle = {};
  for (const [type, content] of Object.entries(bundle)) {
    if (content === undefined) continue;
    if (types.isUint8Array(content)) wire[type] = Buffer.from(content).toString("base64");
    else if (typeof content === "string" && isJsonType(type)) wire[type] = parsedOr(content);
    else wire[type] = content;
  }
  return wire;
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
