/** The base of every plot: an object that draws itself as a cell's last value, by `.show()`, or by `display(plot)`. */
import path from "node:path";
import { inspect } from "node:util";
import {
  type Displayable,
  type DisplayHandle,
  display,
  displaySymbol,
  escapeMarkup,
  isStockTslab,
  type MimeBundle,
} from "../display";
import { writeWhole } from "../saving";
import { TrainbookError } from "../trainbookError";
import { type PagePicture, pagePicture, type RasterizeOptions, rasterize } from "./rendering";

/** A call asks for a plot that its data does not give. */
export class PlotError extends TrainbookError {}

/** A picture of data that was copied when the plot was made. */
export abstract class Plot implements Displayable {
  /** The plot in one sentence, with its numbers. */
  abstract readonly description: string;

  /** Made at once: stock tslab draws nothing after the end of a cell. */
  abstract [displaySymbol](): MimeBundle;

  /** The drawing as SVG. */
  protected abstract svg(): string;

  /** The drawing as SVG, in the colour of the text around it, on no ground. */
  async toSVG(): Promise<string> {
    return this.svg();
  }

  /** The drawing as a PNG file, on white, at twice its size on the page. */
  async toPNG(): Promise<Uint8Array> {
    return rasterize(this.svg(), this.rasterization);
  }

  /** The drawing as an output has it. */
  pagePicture(): PagePicture {
    return pagePicture(this.svg(), this.rasterization);
  }

  protected readonly rasterization: RasterizeOptions = {};

  /** Draws the plot in the running cell, also before the cell's end. */
  show(): DisplayHandle {
    return display(this);
  }

  /**
   * The plot as printed text: its sentence. A stock tslab kernel prints a cell's last value; there the plot is drawn
   * too, as our own kernel draws it.
   */
  [inspect.custom](): string {
    if (isStockTslab()) this.show();
    return this.description;
  }

  /**
   * Writes the plot to a file, whole or not at all.
   *
   * @param file ends in `.svg`, `.png` or `.html`; a chart's also in `.json`, for its Vega-Lite specification.
   * @throws {PlotError} for any other ending.
   * @example
   * await plot.history(history).save("curves.svg");
   */
  async save(file: string): Promise<void> {
    const forms = this.forms();
    const ending = path.extname(file).toLowerCase();
    const form = forms[ending];
    if (!form) {
      throw new PlotError(`save(${JSON.stringify(file)}): no drawing has the ending "${ending}".`, {
        cure: `one of: ${Object.keys(forms).join(", ")}`,
      });
    }
    const content = await form();
    writeWhole(file, typeof content === "string" ? Buffer.from(content) : content);
  }

  /** The contents of the file, for each ending. */
  protected forms(): Record<string, () => Promise<string | Uint8Array>> {
    return {
      ".svg": () => this.toSVG(),
      ".png": () => this.toPNG(),
      ".html": async () => page(this.description, await this.toSVG()),
    };
  }
}

const page = (title: string, svg: string) =>
  `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>${escapeMarkup(title)}</title>\n` +
  `<body style="margin: 2em; background: white">\n${svg}\n</body>\n</html>\n`;
