/** Charts and pictures that draw themselves in a notebook. */
import { compare, confusionMatrix, history, layerWeights, schedule } from "./charts";
import { activations, flow, images, model } from "./pictures";

/** The plots: `plot.history(h)`, `plot.confusionMatrix(yTrue, yPred)`, `plot.images(x)`, … */
export const plot = {
  activations,
  compare,
  confusionMatrix,
  flow,
  history,
  images,
  layerWeights,
  model,
  schedule,
};

export {
  Chart,
  type ComparePlotOptions,
  type ConfusionMatrixPlotOptions,
  type HistoryLike,
  type HistoryPlotOptions,
  historyPlotOptions,
  type LayerWeightsPlotOptions,
  type PanelOptions,
  runningHistory,
  type ScheduleLike,
  type SchedulePlotOptions,
  sizeOf,
} from "./charts";
export type { Classes } from "./classes";
export type {
  ActivationsInput,
  ActivationsPlotOptions,
  ImagesPlotOptions,
  ModelPlotOptions,
  Picture,
} from "./pictures";
export { Plot, PlotError } from "./plot";
export { encodePng, type PagePicture, pictureBundle } from "./rendering";
export { vis } from "./vis";
