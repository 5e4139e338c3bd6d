/** A plot that Vega-Lite draws: the page where there is one, Vega in this process for files and for everybody else. */

import { displaySymbol, type MimeBundle, withMetadata } from "../../display";
import { number, type OptionsOf } from "../../options";
import { Plot, PlotError } from "../plot";
import { pictureBundle, vegaSvg } from "../rendering";
import { embedOptions } from "./embedOptions";
import { config, panelSize } from "./theme";

const MIME_TYPE = "application/vnd.vegalite.v5+json";

export interface ChartParts {
  /** A description of the chart, in words. */
  description: string;
  title?: string | undefined;
  /** Of Vega-Lite 5.6, which JupyterLab has: marks and encodings, and no colours of text, axes and background. */
  spec: Record<string, unknown>;
}

export class Chart extends Plot {
  readonly description: string;

  constructor(private readonly parts: ChartParts) {
    super();
    this.description = parts.description;
  }

  /** The chart as a Vega-Lite 5 specification. */
  async spec(): Promise<Record<string, unknown>> {
    return this.specification();
  }

  private specification(): Record<string, unknown> {
    const { title, spec } = this.parts;
    return {
      $schema: "https://vega.github.io/schema/vega-lite/v5.json",
      description: this.description,
      ...(title === undefined ? {} : { title }),
      // The page's own shows through, light or dark.
      background: "transparent",
      config,
      ...spec,
    };
  }

  protected svg(): string {
    return vegaSvg(this.specification(), this.description);
  }

  /** A page draws the specification; notebooks that are read elsewhere have the picture. */
  [displaySymbol](): MimeBundle {
    return pictureBundle(this.pagePicture(), this.description, this.live());
  }

  /** The bundle that a page draws. */
  live(): MimeBundle {
    const spec = this.specification();
    return withMetadata({ [MIME_TYPE]: spec }, { [MIME_TYPE]: { embed_options: embedOptions(spec) } });
  }

  protected override forms() {
    return { ...super.forms(), ".json": async () => `${JSON.stringify(this.specification(), null, 2)}\n` };
  }
}

/** Options of charts that are made of panels. */
export interface PanelOptions {
  /** Of the inside of a panel, in pixels. Defaults to 300. */
  width?: number;
  /** Of the inside of a panel, in pixels. Defaults to 220. */
  height?: number;
}

export const panelOptions = {
  width: number(panelSize.width),
  height: number(panelSize.height),
} satisfies OptionsOf<PanelOptions>;

/** @throws {PlotError} for a width or a height that is none. */
export function sizeOf({
  width = panelSize.width,
  height = panelSize.height,
}: PanelOptions): Required<PanelOptions> {
  for (const [name, pixels] of Object.entries({ width, height })) {
    if (Number.isFinite(pixels) && pixels > 0) continue;
    throw new PlotError(`plot: ${name} is ${pixels}; pixels, more than 0, are expected.`);
  }
  return { width, height };
}

/** Panels beside each other, two in a row. */
export const beside = (panels: Record<string, unknown>[], size: PanelOptions): Record<string, unknown> => ({
  columns: 2,
  concat: panels.map((panel) => ({ ...panel, ...sizeOf(size) })),
});
