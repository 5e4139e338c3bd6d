/** SVG to PNG with resvg and a font of ours, so that text looks the same on every machine and is never dropped. */
import { Resvg } from "@resvg/resvg-js";
import { type MimeBundle, withMetadata } from "../../display";
import { encodeDrawing } from "./png";

/** The font family to name in SVG. */
export const fontFamily = "DejaVu Sans";

/** Pixels of the file for each pixel on the page, for sharp pictures on dense screens. */
const SCALE = 2;

/** What DejaVu lacks (Chinese, emoji): the system's fonts are then asked too, which takes longer. */
const BEYOND_DEJAVU = /[\u0590-\u05ff\u0700-\u1cff\u2c00-\uffff]/;

export interface RasterizeOptions {
  /** How pictures inside the SVG are enlarged: each pixel a sharp square, or smoothly. Defaults to false. */
  crisp?: boolean;
}

/** A PNG of an SVG, on white, at twice its size. */
export function rasterize(svg: string, { crisp = false }: RasterizeOptions = {}): Buffer {
  const fontFiles = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"].map((name) =>
    require.resolve(`dejavu-fonts-ttf/ttf/${name}`),
  );
  const font = { fontFiles, loadSystemFonts: BEYOND_DEJAVU.test(svg), defaultFontFamily: fontFamily };
  const resvg = new Resvg(svg, {
    font,
    background: "white",
    fitTo: { mode: "zoom", value: SCALE },
    imageRendering: crisp ? 1 : 0,
  });
  const drawing = resvg.render();
  return encodeDrawing(drawing.pixels, drawing);
}

/**
 * The bundle of a PNG made by `rasterize`, with the size at which it is to be shown.
 *
 * @param text in the picture's place.
 * @param richer what a page draws rather than the picture.
 */
export function pictureBundle(png: Uint8Array, text: string, richer: MimeBundle = {}): MimeBundle {
  const header = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  const size = { width: header.readUInt32BE(16) / SCALE, height: header.readUInt32BE(20) / SCALE };
  return withMetadata(
    { ...richer, "image/png": header.toString("base64"), "text/plain": text },
    { "image/png": size },
  );
}
