/** Drawings without a browser: Vega-Lite to SVG, SVG to PNG. */
export { mosaic, stretched } from "./mosaic";
export { encodePng, type Pixels } from "./png";
export { fontFamily, pictureBundle, type RasterizeOptions, rasterize } from "./rasterize";
export { textWidth } from "./textWidth";
export { vegaSvg } from "./vegaSvg";
