/** Where tfjs-vis draws: what an HTML element is to it in a browser. Each area is an output of its own in the notebook. */

/** A chart, as a Vega-Lite specification of tfjs-vis's, or a table. */
export type Content =
  | { kind: "chart"; spec: Record<string, unknown> }
  | { kind: "table"; headers: string[]; values: unknown[][] };

/** Is told of every drawing. */
export type OnDraw = (area: Area, content: Content) => void;

export class Area {
  private readonly parts = new Map<string, Area>();

  constructor(
    /** Above what is drawn. */
    readonly title: string,
    private readonly onDraw: OnDraw,
  ) {}

  /** The part of that name, made where it is missing. */
  part(name: string, title = ""): Area {
    let part = this.parts.get(name);
    if (!part) {
      part = new Area([this.title, title].filter(Boolean).join(": "), this.onDraw);
      this.parts.set(name, part);
    }
    return part;
  }

  draw(content: Content): void {
    this.onDraw(this, content);
  }

  /** For a button with which a page chooses what is drawn: a notebook's output has none. */
  set innerHTML(_: string) {}

  querySelector(): { addEventListener(): void } {
    return { addEventListener: () => {} };
  }
}
