/**
 * The module that `import … from "tslab"` gives under our kernel: tslab's own way to draw, for notebooks written for
 * it (https://github.com/yunabe/tslab).
 */
import { randomUUID } from "node:crypto";
import type { MimeBundle } from "./mimeBundle";
import { send } from "./sink";

/** Draws one format at a time. */
class Display {
  private drawn = false;

  /** @param id the output that later calls replace; without one each call makes an output of its own. */
  constructor(private readonly id?: string) {}

  readonly javascript = (text: string) => this.raw("text/javascript", text);
  readonly html = (text: string) => this.raw("text/html", text);
  readonly markdown = (text: string) => this.raw("text/markdown", text);
  readonly latex = (text: string) => this.raw("text/latex", text);
  readonly svg = (text: string) => this.raw("image/svg+xml", text);
  readonly png = (bytes: Uint8Array) => this.raw("image/png", bytes);
  readonly jpeg = (bytes: Uint8Array) => this.raw("image/jpeg", bytes);
  readonly gif = (bytes: Uint8Array) => this.raw("image/gif", bytes);
  readonly pdf = (bytes: Uint8Array) => this.raw("application/pdf", bytes);
  readonly text = (text: string) => this.raw("text/plain", text);

  /** Draws content of any MIME type; of a JSON type as JSON text. */
  raw(contentType: string, content: string | Uint8Array): void {
    const bundle: MimeBundle = { [contentType]: content };
    send({ bundle, metadata: {}, id: this.id ?? randomUUID(), update: this.drawn });
    this.drawn = this.id !== undefined;
  }
}

/** Draws in the output of the cell. */
export const display = new Display();

/** A display whose first output is replaced by its later ones. */
export function newDisplay(): Display {
  return new Display(randomUUID());
}

/** Versions, as a notebook for tslab may print them. */
export const versions = {
  /** The last tslab whose interface this is. */
  tslab: "1.0.22",
  get typescript(): string {
    return require("typescript-6/package.json").version;
  },
  node: process.version,
};
