/** How pages embed a chart: options of vega-embed, which JupyterLab takes from an output's metadata. */

/** The width that JupyterLab uses beside an output, in pixels: the list of files, the cells' prompts, margins. */
const BESIDE_OUTPUTS = 440;
/** The width that a panel uses beside its inside: labels of its axis, and the space to the next. */
const BESIDE_PANEL = 65;
const PANEL = 300;

/**
 * SVG follows the page's colours when its theme is switched. Panels stand in as many columns as the window has room for,
 * also when it is made wider or narrower: Vega can have a signal there, Vega-Lite cannot.
 */
export function embedOptions(spec: Record<string, unknown>): Record<string, unknown> {
  const { concat, columns } = spec;
  if (!Array.isArray(concat) || typeof columns !== "number") return { renderer: "svg" };
  const widths = concat.map(({ width }) => (typeof width === "number" ? width : PANEL) + BESIDE_PANEL);
  const room = `floor((windowWidth - ${BESIDE_OUTPUTS}) / ${Math.max(...widths)})`;
  const width = "windowSize()[0]";
  const windowWidth = {
    name: "windowWidth",
    init: width,
    on: [{ events: "window:resize", update: width }],
  };
  return {
    renderer: "svg",
    patch: [
      { op: "add", path: "/signals/-", value: windowWidth },
      { op: "replace", path: "/layout/columns", value: { signal: `clamp(${room}, 1, ${columns})` } },
    ],
  };
}
