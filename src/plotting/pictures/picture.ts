/** A plot that is drawn as SVG by ourselves, and shown as a PNG: what SVG a page shows depends on whether it trusts it. */
import { displaySymbol, type MimeBundle } from "../../display";
import { Plot } from "../plot";
import { describedSvg, pictureBundle, type RasterizeOptions } from "../rendering";

export class Picture extends Plot {
  constructor(
    readonly description: string,
    private readonly drawing: string,
    protected override readonly rasterization: RasterizeOptions = {},
  ) {
    super();
  }

  protected svg(): string {
    return describedSvg(this.drawing, this.description);
  }

  [displaySymbol](): MimeBundle {
    return pictureBundle(this.pagePicture(), this.description);
  }
}
