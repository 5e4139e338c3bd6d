/** Drawings without a browser: Vega-Lite to SVG, SVG to PNG. */
export { describedSvg } from "./describedSvg";
export { mosaic, stretched } from "./mosaic";
export { encodePng, type Pixels } from "./png";
export {
  fontFamily,
  inkOfPages,
  type PagePicture,
  pagePicture,
  pictureBundle,
  type RasterizeOptions,
  rasterize,
} from "./rasterize";
export { textWidth } from "./textWidth";
export { vegaSvg } from "./vegaSvg";
