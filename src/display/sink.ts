/**
 * Where a displayed bundle goes: to our kernel, to a stock tslab kernel, or, in a script, to the terminal.
 *
 * The kernel's sink lies on `globalThis` under a registered symbol, so that two copies of this module (the
 * kernel's and one in the learner's project) reach the same kernel.
 */
import { type MimeBundle, type MimeMetadata, toWire } from "./mimeBundle";

/** One bundle on its way to the notebook. */
export interface DisplayMessage {
  bundle: MimeBundle;
  metadata: MimeMetadata;
  /** The output that this bundle makes or, with `update`, replaces. */
  id: string;
  update: boolean;
}

/** The output sink that a kernel installs. */
export interface DisplaySink {
  send(message: DisplayMessage): void;
  /** The cell ends only after this promise, so that what it draws lands in the cell's output. */
  hold(drawing: Promise<void>): void;
  /** The run of a cell whose output is drawn into: a cell that runs again is another, and its output is empty. */
  cell?(): string;
  /** Empties the cell's output: at once, or with `wait` when the next output comes. */
  clear(wait: boolean): void;
}

const sinkSymbol = Symbol.for("trainbook.display.sink");

interface KernelGlobals {
  [sinkSymbol]?: DisplaySink;
  /** The global that stock tslab leaves for the code of cells. */
  __tslab__?: { require(id: "tslab"): { display: TslabDisplay } };
}

interface TslabDisplay {
  png(bytes: Uint8Array): void;
  raw(mimeType: string, content: string): void;
}

const globals = globalThis as KernelGlobals;

/** Installs the kernel's sink; `undefined` takes it away. */
export function installDisplaySink(sink: DisplaySink | undefined): void {
  globals[sinkSymbol] = sink;
}

/** True in a notebook whose kernel can replace what it has drawn. */
export function hasNotebook(): boolean {
  return globals[sinkSymbol] !== undefined;
}

/** True under a stock tslab kernel, which prints a cell's last value as text. */
export const isStockTslab = (): boolean =>
  globals[sinkSymbol] === undefined && globals.__tslab__ !== undefined;

/** The run of a cell that is drawn into, where the kernel tells. */
export const drawingCell = (): string | undefined => globals[sinkSymbol]?.cell?.();

/** Empties the output of the running cell. */
export function clear(wait: boolean): void {
  globals[sinkSymbol]?.clear(wait);
}

/** Sends a bundle to the kernel there is. */
export function send(message: DisplayMessage): void {
  if (Object.keys(message.bundle).length === 0) return;
  const sink = globals[sinkSymbol];
  if (sink) sink.send({ ...message, bundle: toWire(message.bundle) });
  else if (globals.__tslab__) sendToTslab(globals.__tslab__.require("tslab").display, message.bundle);
  else console.log(textOf(message.bundle));
}

/** Asks the kernel to wait for a drawing under way. */
export function hold(drawing: Promise<void>): void {
  globals[sinkSymbol]?.hold(drawing);
}

/**
 * Stock tslab takes one format at a time and turns JSON to text: the picture if there is one, where it can be with its
 * alternative text and its size, or the first text.
 */
function sendToTslab(display: TslabDisplay, bundle: MimeBundle): void {
  const wire = toWire(bundle);
  const png = wire["image/png"];
  const texts = Object.entries(wire).filter(([, content]) => typeof content === "string");
  const withAlt = texts.find(([type]) => type === "text/html" || type === "text/markdown");
  const text = withAlt ?? texts[0];
  if (typeof png === "string" && !withAlt) display.png(Buffer.from(png, "base64"));
  else display.raw(text?.[0] ?? "text/plain", String(text?.[1] ?? JSON.stringify(wire)));
}

function textOf(bundle: MimeBundle): unknown {
  for (const type of ["text/plain", "text/markdown", "text/latex"]) {
    if (typeof bundle[type] === "string") return bundle[type];
  }
  return `(shown in a notebook: ${Object.keys(bundle).join(", ")})`;
}
