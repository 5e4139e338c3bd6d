/** A chart of panels beside each other, one for each metric. */
import { displaySymbol, type MimeBundle } from "../display";
import { Plot } from "./plot";

export interface Panels {
  /** What the chart shows, in words. */
  description: string;
  title: string | undefined;
  /** Vega-Lite's specification of each panel. */
  panels: Record<string, unknown>[];
}

export class PanelChart extends Plot {
  readonly description: string;

  constructor(private readonly parts: Panels) {
    super();
    this.description = parts.description;
  }

  /** The chart as a Vega-Lite 5 specification. */
  async spec(): Promise<Record<string, unknown>> {
    const { title, panels } = this.parts;
    return {
      $schema: "https://vega.github.io/schema/vega-lite/v5.json",
      description: this.description,
      ...(title === undefined ? {} : { title }),
      background: null,
      columns: 2,
      concat: panels,
    };
  }

  async [displaySymbol](): Promise<MimeBundle> {
    return { "application/vnd.vegalite.v5+json": await this.spec(), "text/plain": this.description };
  }
}
