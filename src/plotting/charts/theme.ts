/**
 * How charts look, in one place. A page draws them on its own background, light or dark, and colours text and axes for
 * it: what is set here has to be seen on both.
 */

/**
 * Each has a contrast of 3 and more with white and with the nearly black of dark pages, and differs from the others for
 * those, too, who see no red, no green or no blue. The first two are training and validation.
 */
export const colors = [
  "#2f7fc1",
  "#d8650b",
  "#0f9d7a",
  "#7854d8",
  "#fc0048",
  "#606c30",
  "#9c4884",
  "#9c0cfc",
] as const;

/** Of text: that of the page, and it goes on to follow the page where SVG is drawn, when the theme is switched. */
export const ink = "currentColor";

/** Lines that help reading and say nothing themselves. */
export const guide = "#888888";

/** Of the inside of a panel, in pixels. */
export const panelSize = { width: 300, height: 220 } as const;

/** Of a chart's title, in pixels. */
export const titleSize = 14;

/** Of Vega-Lite: what a chart needs to fit into a page of any colour. */
export const pageConfig = {
  font: "system-ui, sans-serif",
  range: { category: colors },
  mark: { color: colors[0] },
  text: { color: ink },
  view: { stroke: null },
  title: { color: ink, subtitleColor: ink },
  axis: {
    ...{ labelColor: ink, titleColor: ink, domainColor: guide, tickColor: guide },
    ...{ gridColor: guide, gridOpacity: 0.3 },
  },
  legend: { labelColor: ink, titleColor: ink },
} as const;

/** Of Vega-Lite. A vertical axis has its name above it, where it is read first and names the panel too. */
export const config = {
  ...pageConfig,
  title: { ...pageConfig.title, anchor: "start", fontSize: titleSize, offset: 12 },
  axis: { ...pageConfig.axis, labelFontSize: 11, titleFontSize: 12 },
  // A peak ends where its value is, and not where the edges of the line would meet.
  line: { strokeJoin: "round" },
  axisX: { grid: false },
  axisY: {
    ...{ domain: false, ticks: false, labelPadding: 6 },
    ...{ titleAngle: 0, titleAlign: "left", titleAnchor: "end", titleX: 0, titleY: -10 },
  },
  legend: {
    ...pageConfig.legend,
    ...{ title: null, orient: "top", offset: 8, labelFontSize: 12, symbolSize: 100, symbolStrokeWidth: 2 },
  },
} as const;

/** For lines: what the legend shows is a piece of one. */
export const lineLegend = { symbolType: "stroke", symbolSize: 300 } as const;
