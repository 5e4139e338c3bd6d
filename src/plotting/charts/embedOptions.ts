/** How pages embed a chart: options of vega-embed, which JupyterLab takes from an output's metadata. */

import { textWidth } from "../rendering";
import { titleSize } from "./theme";

/** The width that JupyterLab uses beside an output, in pixels: the list of files, the cells' prompts, margins. */
const BESIDE_OUTPUTS = 440;
/** The width that a panel uses beside its inside: labels of its axis, and the space to the next. */
const BESIDE_PANEL = 65;
const PANEL = 300;
/** The width that the chart's menu uses beside its title. */
const BESIDE_TITLE = 45;

/**
 * SVG follows the page's colours when its theme is switched. Panels stand in as many columns as the window has room for,
 * and a title in two lines where it is wider than that, also when the window is made wider or narrower: Vega can have a
 * signal there, Vega-Lite cannot.
 */
export function embedOptions(spec: Record<string, unknown>): Record<string, unknown> {
  const { concat, columns, title } = spec;
  if (!Array.isArray(concat) || typeof columns !== "number") return { renderer: "svg" };
  const widths = concat.map(({ width }) => (typeof width === "number" ? width : PANEL) + BESIDE_PANEL);
  const available = `windowWidth - ${BESIDE_OUTPUTS}`;
  const room = `floor((${available}) / ${Math.max(...widths)})`;
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
      ...(typeof title === "string" ? inTwoLines(title, available) : []),
    ],
  };
}

function inTwoLines(title: string, available: string): Record<string, unknown>[] {
  const lines = halves(title);
  if (!lines) return [];
  const width = Math.ceil(textWidth(title, { size: titleSize, isBold: true })) + BESIDE_TITLE;
  const signal = `${available} < ${width} ? ${JSON.stringify(lines)} : ${JSON.stringify(title)}`;
  return [{ op: "replace", path: "/title/text", value: { signal } }];
}

/** The title in two lines as equal as its spaces allow; undefined for one without spaces. */
function halves(title: string): [string, string] | undefined {
  const spaces = [...title.matchAll(/ /g)].map(({ index }) => index);
  const [middle] = spaces.sort((a, b) => Math.abs(a - title.length / 2) - Math.abs(b - title.length / 2));
  return middle === undefined ? undefined : [title.slice(0, middle), title.slice(middle + 1)];
}
