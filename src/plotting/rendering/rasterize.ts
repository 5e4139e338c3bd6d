/** SVG to PNG with resvg and a font of ours, so that text looks the same on every machine and is never dropped. */
import { Resvg } from "@resvg/resvg-js";
import { imageBundle, type MimeBundle } from "../../display";
import { encodeDrawing } from "./png";

/** The font family to name in SVG. */
export const fontFamily = "DejaVu Sans";

/** Pixels for each pixel on the page: of a file, for sharp pictures on dense screens, and of a page's pictures. */
const SCALE = { file: 2, sharp: 1.5, plain: 1 };

/** Of an output's pictures, for a notebook with many is not to become large; shades of small pictures, such as digits. */
const SHADES = { sharp: 32, plain: 16 };
const OPACITIES = { sharp: 4, plain: 3 };

/** Characters that DejaVu lacks (Chinese, emoji): the system's fonts are then asked too, which takes longer. */
const BEYOND_DEJAVU = /[\u0590-\u05ff\u0700-\u1cff\u2c00-\uffff]/;

export interface RasterizeOptions {
  /** How pictures inside the SVG are enlarged: each pixel a sharp square, or smoothly. Defaults to false. */
  crisp?: boolean;
}

/** A contrast of 4 with white and with the nearly black of dark pages: no grey has much more with both. */
export const inkOfPages = "#7a7a7a";

/** A PNG of an SVG at twice its size, black on white. */
export function rasterize(svg: string, options: RasterizeOptions = {}): Buffer {
  return encodeDrawing(...drawn(svg, { ...options, scale: SCALE.file, background: "white" }));
}

/** A picture in an output, for pages that are light or dark. */
export interface PagePicture {
  /** A PNG of the size that it has on the page. */
  plain: Uint8Array;
  /** The same with more pixels. */
  sharp: Uint8Array;
  /** Pixels on the page. */
  width: number;
  height: number;
}

/** A picture of an SVG on no ground. What is to have the colour of text, `currentColor`, is grey. */
export function pagePicture(svg: string, options: RasterizeOptions = {}): PagePicture {
  const inked = svg.replace("<svg ", `<svg color="${inkOfPages}" `);
  const [pixels, size] = drawn(inked, { ...options, scale: SCALE.plain });
  const depth = (of: "sharp" | "plain") => ({
    opacities: OPACITIES[of],
    ...(options.crisp ? { shades: SHADES[of] } : {}),
  });
  const sharp = encodeDrawing(...drawn(inked, { ...options, scale: SCALE.sharp }), depth("sharp"));
  return { plain: encodeDrawing(pixels, size, depth("plain")), sharp, ...size };
}

interface DrawnOptions extends RasterizeOptions {
  scale: number;
  background?: string;
}

function drawn(
  svg: string,
  { crisp = false, scale, background }: DrawnOptions,
): [pixels: Uint8Array, size: { width: number; height: number }] {
  const fontFiles = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"].map((name) =>
    require.resolve(`dejavu-fonts-ttf/ttf/${name}`),
  );
  const font = { fontFiles, loadSystemFonts: BEYOND_DEJAVU.test(svg), defaultFontFamily: fontFamily };
  const resvg = new Resvg(svg, {
    font,
    ...(background === undefined ? {} : { background }),
    fitTo: { mode: "zoom", value: scale },
    imageRendering: crisp ? 1 : 0,
  });
  const { pixels, width, height } = resvg.render();
  return [pixels, { width, height }];
}

/**
 * The bundle of a picture, with the size at which it is to be shown. Most front ends have the sharp one, with its alternative
 * text; the plain one is for those that take bare pictures alone, such as nbconvert's PDF.
 *
 * @param alt what it shows, in words.
 * @param richer what a page draws rather than the picture.
 */
export function pictureBundle(
  { plain, sharp, width, height }: PagePicture,
  alt: string,
  richer?: MimeBundle,
): MimeBundle {
  const content = Buffer.from(plain).toString("base64");
  return imageBundle({ content, sharp, alt, width, height }, richer);
}
