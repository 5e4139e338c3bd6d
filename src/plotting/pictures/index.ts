/** Plots that are drawn as SVG by ourselves. */

export type { ActivationsInput } from "./activationInputs";
export { type ActivationsPlotOptions, activations } from "./activations";
export { flow } from "./flow";
export { type ImagesPlotOptions, images } from "./images";
export { type ModelPlotOptions, model } from "./model";
export { Picture } from "./picture";
