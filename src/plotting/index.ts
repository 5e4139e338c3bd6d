/** Charts and pictures that draw themselves in a notebook. */
import { history } from "./history";
import { images } from "./images";

/** The plots: `plot.history(h)`, `plot.images(x)`. */
export const plot = { history, images };

export type { HistoryLike, HistoryPlot, HistoryPlotOptions } from "./history";
export type { Classes, ImagesPlot, ImagesPlotOptions } from "./images";
export { Plot, PlotError } from "./plot";
