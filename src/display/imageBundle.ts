/**
 * A picture with its alternative text. Front ends give an `image/png` none, save for nbconvert's classic template: those that
 * show HTML or Markdown therefore get an `<img alt>`, and the bare picture is for those that show neither.
 */
import { escapeMarkup } from "./escapeMarkup";
import { type MimeBundle, metadataOf, withMetadata } from "./mimeBundle";

export interface Image {
  /** Bytes, base64, or, of SVG, text. */
  content: Uint8Array | string;
  /** Alternative text: its contents in words. */
  alt: string;
  /** The same with more pixels, for dense screens. Defaults to the content. */
  sharp?: Uint8Array | string;
  /** Defaults to `"image/png"`. */
  type?: string;
  /** Pixels on the page. Default to the picture's own size. */
  width?: number | undefined;
  height?: number | undefined;
}

/**
 * @param richer what pages draw rather than the picture. JupyterLab prefers HTML to everything, and what is drawn to Markdown:
 * beside something richer the `<img>` is therefore Markdown.
 */
export function imageBundle(image: Image, richer?: MimeBundle): MimeBundle {
  const { content, alt, type = "image/png", width, height } = image;
  return withMetadata(
    {
      ...richer,
      [richer ? "text/markdown" : "text/html"]: element(image),
      [type]: content,
      "text/plain": alt,
    },
    { ...metadataOf(richer ?? {}), [type]: { width, height, alt } },
  );
}

function element({ content, sharp = content, alt, type = "image/png", width, height }: Image): string {
  const isText = type === "image/svg+xml" && typeof sharp === "string";
  const base64 = typeof sharp === "string" && !isText ? sharp : Buffer.from(sharp).toString("base64");
  const attributes = Object.entries({
    src: `data:${type};base64,${base64.replace(/\s/g, "")}`,
    alt: alt.replace(/\s+/g, " "),
    width,
    height,
    style: "max-width: 100%; height: auto",
  }).filter(([, value]) => value !== undefined);
  return `<img ${attributes.map(([name, value]) => `${name}="${inMarkdown(escapeMarkup(String(value)))}"`).join(" ")}>`;
}

/** Markdown takes what stands between dollars or after backslashes for formulas, inside of tags, too. */
const inMarkdown = (text: string): string => text.replaceAll("$", "&#36;").replaceAll("\\", "&#92;");
