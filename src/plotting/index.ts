/** Charts and pictures that draw themselves in a notebook. */
import { compare } from "./compare";
import { history } from "./history";
import { images } from "./images";

/** The plots: `plot.history(h)`, `plot.compare({ adam: h1, sgd: h2 })`, `plot.images(x)`. */
export const plot = { compare, history, images };

export type { ComparePlotOptions } from "./compare";
export type { HistoryLike } from "./curves";
export type { HistoryPlotOptions } from "./history";
export type { Classes, ImagesPlot, ImagesPlotOptions } from "./images";
export type { PanelChart } from "./panelChart";
export { Plot, PlotError } from "./plot";
