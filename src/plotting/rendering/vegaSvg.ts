/** A Vega-Lite specification as SVG, drawn by Vega itself, without a browser. */
import type { View } from "vega";
import { describedSvg } from "./describedSvg";
import { fontFamily } from "./rasterize";
import { textWidth } from "./textWidth";

/** @param spec of Vega-Lite 5. @param description for screen readers. */
export function vegaSvg(spec: Record<string, unknown>, description: string): string {
  const { compile, vega } = libraries();
  // Vega marks the data that it is given.
  const config = { ...(spec.config as object), font: fontFamily };
  const { spec: compiled } = compile(structuredClone({ ...spec, config }) as never);
  // Names inside of the SVG count up from drawing to drawing.
  vega.resetSVGDefIds();
  loadImages(compiled.marks as Mark[]);
  const view = new vega.View(vega.parse(compiled), { renderer: "none" }) as View & ViewPrivates;
  try {
    return describedSvg(drawn(view.run(), new vega.SVGStringRenderer(view.loader())), description);
  } finally {
    view.finalize();
  }
}

interface Mark {
  type: string;
  encode?: { update?: Record<string, { value?: unknown }> };
  marks?: Mark[];
}

/** Vega loads a picture from its address, and waits for it. Ours are whole in their addresses: here is what loading gives. */
function loadImages(marks: readonly Mark[] = []): void {
  for (const { type, encode, marks: inside } of marks) {
    loadImages(inside);
    const { url, width, height } = encode?.update ?? {};
    if (type !== "image" || !encode?.update || !url) continue;
    const loaded = {
      complete: true,
      src: url.value,
      url: url.value,
      width: width?.value,
      height: height?.value,
    };
    encode.update.image = { value: loaded };
  }
}

/** The same as `view.toSVG()` (vega-view 5.16, render-headless.js), which waits for nothing here but is a promise. */
function drawn(view: View & ViewPrivates, renderer: SvgRenderer): string {
  const { left, top, right, bottom } = view.padding() as Record<"left" | "top" | "right" | "bottom", number>;
  const [width, height] = [view._viewWidth + left + right, view._viewHeight + top + bottom];
  const [x, y] = view._origin;
  return renderer
    .initialize(null, Math.max(0, width), Math.max(0, height), [left + x, top + y])
    .background(view.background())
    .render((view.scenegraph() as unknown as { root: unknown }).root)
    .svg();
}

interface ViewPrivates {
  _viewWidth: number;
  _viewHeight: number;
  _origin: [x: number, y: number];
}

interface SvgRenderer {
  initialize(element: null, width: number, height: number, origin: [x: number, y: number]): this;
  background(color: unknown): this;
  render(scene: unknown): this;
  svg(): string;
}

/** Members that the types of Vega leave out. */
interface Undeclared {
  resetSVGDefIds(): void;
  SVGStringRenderer: new (loader: unknown) => SvgRenderer;
  textMetrics: TextMetrics;
}

interface Libraries {
  vega: typeof import("vega") & Undeclared;
  compile: typeof import("vega-lite").compile;
}

let loaded: Libraries | undefined;

/** They take a tenth of a second to load, which only drawing needs. */
function libraries(): Libraries {
  if (!loaded) {
    const { compile } = require("vega-lite") as typeof import("vega-lite");
    loaded = { vega: require("vega") as Libraries["vega"], compile };
    measureText(loaded.vega);
  }
  return loaded;
}

interface TextItem {
  text?: unknown;
  fontSize?: number;
  fontWeight?: string | number;
}

interface TextMetrics {
  width(item: TextItem, text?: unknown): number;
}

/** Where it has no canvas to measure text with, Vega takes every letter for equally wide. */
function measureText({ textMetrics }: Undeclared): void {
  textMetrics.width = ({ text: own, fontSize = 11, fontWeight }, text = own) =>
    textWidth(String(text ?? ""), {
      size: fontSize,
      isBold: fontWeight === "bold" || Number(fontWeight) >= 600,
    });
}
