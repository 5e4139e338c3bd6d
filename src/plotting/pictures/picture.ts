/** A plot that is drawn as SVG by ourselves, and shown as a PNG: what SVG a page shows depends on whether it trusts it. */
import { displaySymbol, type MimeBundle } from "../../display";
import { Plot } from "../plot";
import { describedSvg, pictureBundle, type RasterizeOptions } from "../rendering";

export class Picture extends Plot {
  constructor(
    readonly description: string,
    private readonly svg: string,
    protected override readonly rasterization: RasterizeOptions = {},
  ) {
    super();
  }

  async toSVG(): Promise<string> {
    return describedSvg(this.svg, this.description);
  }

  async [displaySymbol](): Promise<MimeBundle> {
    return pictureBundle(await this.pagePicture(), this.description);
  }
}
