/** Plots that Vega-Lite draws. */
export { Chart, type PanelOptions, sizeOf } from "./chart";
export { type ComparePlotOptions, compare } from "./compare";
export { type ConfusionMatrixPlotOptions, confusionMatrix } from "./confusionMatrix";
export { type HistoryPlotOptions, history, historyPlotOptions, runningHistory } from "./history";
export type { HistoryLike } from "./historyLike";
export { type LayerWeightsPlotOptions, layerWeights } from "./layerWeights";
export { type ScheduleLike, type SchedulePlotOptions, schedule } from "./schedule";
export { colors, pageConfig } from "./theme";
