/** A Vega-Lite specification as SVG, drawn by Vega itself, without a browser. */
import { describedSvg } from "./describedSvg";
import { fontFamily } from "./rasterize";
import { textWidth } from "./textWidth";

/** @param spec of Vega-Lite 5. @param description for screen readers. */
export async function vegaSvg(spec: Record<string, unknown>, description: string): Promise<string> {
  const { compile, vega } = await libraries();
  // Vega marks the data that it is given.
  const config = { ...(spec.config as object), font: fontFamily };
  const { spec: compiled } = compile(structuredClone({ ...spec, config }) as never);
  // Names inside of the SVG count up from drawing to drawing.
  vega.resetSVGDefIds();
  const view = new vega.View(vega.parse(compiled), { renderer: "none" });
  try {
    return describedSvg(await view.toSVG(), description);
  } finally {
    view.finalize();
  }
}

/** Members that the types of Vega leave out. */
interface Undeclared {
  resetSVGDefIds(): void;
  textMetrics: TextMetrics;
}

interface Libraries {
  vega: typeof import("vega") & Undeclared;
  compile: typeof import("vega-lite").compile;
}

let loaded: Promise<Libraries> | undefined;

/** They take a tenth of a second to load, which only drawing needs. */
function libraries(): Promise<Libraries> {
  loaded ??= Promise.all([import("vega"), import("vega-lite")]).then(([vega, { compile }]) => {
    const libraries = { vega: vega as unknown as Libraries["vega"], compile };
    measureText(libraries.vega);
    return libraries;
  });
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
