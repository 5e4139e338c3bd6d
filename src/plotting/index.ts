/** Charts and pictures that draw themselves in a notebook. */
import { compare, confusionMatrix, history, schedule } from "./charts";
import { images } from "./pictures";

/** The plots: `plot.history(h)`, `plot.confusionMatrix(yTrue, yPred)`, `plot.images(x)`, … */
export const plot = { compare, confusionMatrix, history, images, schedule };

export type {
  Chart,
  ComparePlotOptions,
  ConfusionMatrixPlotOptions,
  HistoryLike,
  HistoryPlotOptions,
  ScheduleLike,
  SchedulePlotOptions,
} from "./charts";
export type { Classes } from "./classes";
export type { ImagesPlotOptions, Picture } from "./pictures";
export { Plot, PlotError } from "./plot";
