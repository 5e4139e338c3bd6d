/** SVG to PNG with resvg and a font of ours, so that text looks the same on every machine and is never dropped. */
import { Resvg } from "@resvg/resvg-js";
import { imageBundle, type MimeBundle } from "../../display";
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
  /**
   * Where it is to be seen: in a file, black on white, or on a page, light or dark, which shows through, in a grey that is
   * legible on both. Defaults to `"file"`.
   */
  ground?: "file" | "page";
}

/** A contrast of 4 with white and with the nearly black of dark pages: nothing has much more with both. */
export const inkOfPages = "#7a7a7a";

/** A PNG of an SVG at twice its size. What is to have the colour of text is `currentColor` in the SVG. */
export function rasterize(svg: string, { crisp = false, ground = "file" }: RasterizeOptions = {}): Buffer {
  const fontFiles = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"].map((name) =>
    require.resolve(`dejavu-fonts-ttf/ttf/${name}`),
  );
  const font = { fontFiles, loadSystemFonts: BEYOND_DEJAVU.test(svg), defaultFontFamily: fontFamily };
  const isFile = ground === "file";
  const resvg = new Resvg(isFile ? svg : svg.replace("<svg ", `<svg color="${inkOfPages}" `), {
    font,
    ...(isFile ? { background: "white" } : {}),
    fitTo: { mode: "zoom", value: SCALE },
    imageRendering: crisp ? 1 : 0,
  });
  const drawing = resvg.render();
  return encodeDrawing(drawing.pixels, drawing);
}

/**
 * The bundle of a PNG made by `rasterize`, with the size at which it is to be shown.
 *
 * @param alt what it shows, in words.
 * @param richer what a page draws rather than the picture.
 */
export function pictureBundle(png: Uint8Array, alt: string, richer?: MimeBundle): MimeBundle {
  const content = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  const [width, height] = [content.readUInt32BE(16) / SCALE, content.readUInt32BE(20) / SCALE];
  return imageBundle({ content: content.toString("base64"), alt, width, height }, richer);
}
