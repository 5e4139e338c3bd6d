/**
 * Outputs of the notebook, one for each area: a chart that is drawn again replaces the one before, and one that another run of a
 * cell draws is that run's.
 */
import {
  type DisplayHandle,
  display,
  displaySymbol,
  drawingCell,
  escapeMarkup,
  hold,
  type MimeBundle,
  tableBundle,
} from "../../display";
import { Chart } from "../charts";
import type { Area, Content } from "./area";
import { described } from "./described";
import { mendedSpec } from "./mendedSpec";

/** Milliseconds between drawings of one area: callbacks of batches draw far more often. */
const INTERVAL = { least: 500, most: 2000 };

/** The part of the time that may go into drawings of one area. */
const DRAWINGS = 0.05;

interface Output {
  cell: string | undefined;
  handle: DisplayHandle | undefined;
  drawn: number;
  /** Milliseconds that the last drawing took. */
  cost: number;
  /** The content to draw when the interval is over. */
  next: Content | undefined;
}

const outputs = new WeakMap<Area, Output>();

export function drawInNotebook(area: Area, content: Content): void {
  const cell = drawingCell();
  const before = outputs.get(area);
  const output: Output =
    before && before.cell === cell
      ? before
      : { cell, handle: undefined, drawn: Number.NEGATIVE_INFINITY, cost: 0, next: undefined };
  outputs.set(area, output);
  const isWaiting = output.next !== undefined;
  output.next = content;
  if (isWaiting) return;
  const interval = Math.min(INTERVAL.most, Math.max(INTERVAL.least, output.cost / DRAWINGS));
  const wait = output.drawn + interval - performance.now();
  const draw = () => {
    if (output.next) output.handle = drawn(area, output.next, output);
    output.next = undefined;
    output.drawn = performance.now();
  };
  if (wait <= 0) draw();
  else hold(new Promise<void>((resolve) => setTimeout(resolve, wait)).then(draw));
}

function drawn(area: Area, content: Content, output: Output): DisplayHandle {
  const value =
    content.kind === "chart" ? timed(chartOf(area, content.spec), output) : tableOf(area, content);
  return output.handle?.update(value) ?? display(value);
}

const timed = (chart: Chart, output: Output) => ({
  [displaySymbol]: async () => {
    const start = performance.now();
    const bundle = await chart[displaySymbol]();
    output.cost = performance.now() - start;
    return bundle;
  },
});

function chartOf({ title }: Area, given: Record<string, unknown>): Chart {
  return new Chart({ description: described(given, title), spec: mendedSpec(given, title) });
}

function tableOf({ title }: Area, { headers, values }: Extract<Content, { kind: "table" }>) {
  const [first = "", ...others] = headers;
  const column = (name: string, at: number) => ({
    name,
    cells: values.map((row) => cellText(row[at])),
    isNumeric: values.every((row) => typeof row[at] === "number"),
  });
  const columns = others.map((name, index) => column(name, index + 1));
  const table = { index: column(first, 0), columns, rowCount: values.length, columnCount: columns.length };
  const { "text/html": html, "text/plain": text } = tableBundle(table);
  const bundle: MimeBundle = title
    ? { "text/html": `<p>${escapeMarkup(title)}</p>${html}`, "text/plain": `${title}\n\n${text}` }
    : { "text/html": html, "text/plain": text };
  return { [displaySymbol]: () => bundle };
}

/** Numbers as tfjs-vis shows them: with thousands set apart, and four digits after the point at most. */
const numbers = new Intl.NumberFormat("en", { maximumFractionDigits: 4 });

const cellText = (value: unknown): string =>
  typeof value === "number" ? numbers.format(value) : String(value ?? "");
