/** The size budget of a picture: photographs in a notebook's output soon are megabytes. */
import { encodePng, type Pixels } from "../rendering";
import { shrunk } from "./shrunk";

/** Bytes of all images as PNG files; drawn at twice their size, they take about as many again. */
const BUDGET = 500_000;
/** Images that tell how well all of them can be compressed. */
const SAMPLE = 8;
/** Pixels of the longer side: no image is drawn larger, each of them at half a pixel of the page. */
const SIDE = 504;

/**
 * Makes images smaller until they fit the budget, all of them in the same way. Drawings fit at once; only photographs
 * and noise do not compress. They are averaged rather than written as JPEG: edges and pixels stay what they are, and there
 * is no encoder to install.
 */
export function withinBudget(images: readonly Pixels[]): { images: Pixels[]; note: string | undefined } {
  const { width, height } = images[0] as Pixels;
  let side = Math.min(SIDE, Math.max(width, height));
  let small = images.map((image) => shrunk(image, side));
  for (let weight = weightOf(small); weight > BUDGET && side > 1; weight = weightOf(small)) {
    // A little less than the share, for smaller images compress less well.
    side = Math.max(1, Math.floor(side * Math.sqrt(BUDGET / weight) * 0.97));
    small = images.map((image) => shrunk(image, side));
  }
  const drawn = small[0] as Pixels;
  const isSmaller = drawn.width < width || drawn.height < height;
  const note = `drawn smaller, ${drawn.height} × ${drawn.width} of ${height} × ${width} pixels`;
  return { images: small, note: isSmaller ? note : undefined };
}

/** Bytes, by a few of the images. */
function weightOf(images: readonly Pixels[]): number {
  const stride = Math.max(1, Math.floor(images.length / SAMPLE));
  const sample = images.filter((_, index) => index % stride === 0);
  const bytes = sample.reduce((sum, image) => sum + encodePng(image).length, 0);
  return (bytes * images.length) / sample.length;
}
