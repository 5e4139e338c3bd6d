/** Arrays of records as tables: HTML for the page, aligned text for the rest. */
import type { MimeBundle } from "../mimeBundle";
import { plainText } from "./plainText";

type Row = Record<string, unknown>;

/** Tables above this many rows are shown by their first and last ones. */
const ROWS = 30;
const HEAD = 20;
const TAIL = 5;
const COLUMNS = 20;
const CELL = 60;

/** True for an array of plain objects that mostly have the same properties with simple values. */
export function isTable(value: unknown): value is Row[] {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isRecord)) return false;
  const sample = value.slice(0, 100);
  const columns = columnsOf(sample);
  if (columns.length === 0 || columns.length > COLUMNS) return false;
  const cells = sample.flatMap((row) => columns.map((name) => row[name]));
  return cells.filter(isSimple).length >= 0.8 * cells.length;
}

/** A table as a MIME bundle. */
export function tableBundle(table: Row[]): MimeBundle {
  const columns = columnsOf(table.slice(0, 100));
  const shortened = table.length > ROWS;
  const indexes = [...table.keys()];
  const shown = shortened ? [...indexes.slice(0, HEAD), ...indexes.slice(-TAIL)] : indexes;
  const body = shown.map((index) => [
    String(index),
    ...columns.map((name) => cellText(table[index]?.[name])),
  ]);
  if (shortened) body.splice(HEAD, 0, ["…", ...columns.map(() => "…")]);
  const isNumeric = columns.map((name) => table.slice(0, 100).every((row) => isNumberOrNothing(row[name])));
  const content = { columns, body, isNumeric: [true, ...isNumeric] };
  const note = shortened ? `${table.length.toLocaleString("en")} rows` : undefined;
  return { "text/html": html(content, note), "text/plain": text(content, note) };
}

interface Content {
  columns: string[];
  body: string[][];
  /** By column, the index first. */
  isNumeric: boolean[];
}

function html({ columns, body, isNumeric }: Content, note: string | undefined): string {
  // JupyterLab aligns every cell to the right.
  const cell = (tag: string, content: string, column: number) =>
    `<${tag} style="text-align: ${isNumeric[column] ? "right" : "left"}">${escaped(content)}</${tag}>`;
  const head = ["", ...columns].map((name, column) => cell("th", name, column)).join("");
  const rows = body.map(
    ([index = "", ...cells]) =>
      `<tr>${cell("th", index, 0)}${cells.map((content, at) => cell("td", content, at + 1)).join("")}</tr>`,
  );
  const table = `<table><thead><tr>${head}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
  return note ? `${table}<p>${escaped(note)}</p>` : table;
}

function text({ columns, body, isNumeric }: Content, note: string | undefined): string {
  const lines = [["", ...columns], ...body];
  const widths = ["", ...columns].map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  const written = lines.map((line) =>
    line
      .map((content, column) =>
        isNumeric[column] ? content.padStart(widths[column] ?? 0) : content.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
  return [...written, ...(note ? [`[${note}]`] : [])].join("\n");
}

function columnsOf(rows: Row[]): string[] {
  const names = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) names.add(name);
  return [...names];
}

function isRecord(value: unknown): value is Row {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

function isSimple(value: unknown): boolean {
  return value === null || typeof value !== "object" || value instanceof Date;
}

function isNumberOrNothing(value: unknown): boolean {
  return value === undefined || value === null || typeof value === "number" || typeof value === "bigint";
}

function cellText(value: unknown): string {
  if (value === undefined) return "";
  if (typeof value === "number" && !Number.isInteger(value)) return String(Number(value.toPrecision(6)));
  const written = (typeof value === "string" ? value : plainText(value)).replace(/\s+/g, " ");
  return written.length > CELL ? `${written.slice(0, CELL - 1)}…` : written;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
