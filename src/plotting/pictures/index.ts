/** Plots that are drawn as SVG by ourselves. */
export { type ImagesPlotOptions, images } from "./images";
export { Picture } from "./picture";
