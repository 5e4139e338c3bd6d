/** A table as a MIME bundle: HTML for the page, aligned text for the rest. */
import { escapeMarkup } from "../escapeMarkup";
import type { MimeBundle } from "../mimeBundle";
import { grouped } from "./cut";
import type { Column, Table } from "./table";
import { textColumns } from "./textColumns";

export function tableBundle(table: Table): MimeBundle {
  const columns = withGaps(table);
  const note = noteOf(table);
  return { "text/html": html(columns, note), "text/plain": text(columns, note) };
}

/** All columns, the index first, with dots where rows or columns are left out. */
function withGaps({ index, columns, rowGap, columnGap }: Table): Column[] {
  const dots = { name: "…", cells: index.cells.map(() => "…"), isNumeric: false };
  const all = columnGap === undefined ? columns : columns.toSpliced(columnGap, 0, dots);
  if (rowGap === undefined) return [index, ...all];
  return [index, ...all].map((column) => ({ ...column, cells: column.cells.toSpliced(rowGap, 0, "…") }));
}

function noteOf({ rowCount, columnCount, rowGap, columnGap }: Table): string | undefined {
  if (rowGap === undefined && columnGap === undefined) return undefined;
  return `${grouped(rowCount)} rows × ${grouped(columnCount)} columns`;
}

/** More columns than these stand closer together. */
const COLUMNS_APART = 5;
/** Longer texts are broken into lines. */
const UNBROKEN = 24;
/** Names such as Conv2DBackpropFilter. */
const LONG_NAME = /^[A-Za-z\d]{16,}$/;

/**
 * Colours are the page's own. JupyterLab aligns every cell to the right, and lets a cell say otherwise. A page breaks names
 * at their underscores and long ones at their capitals, where it is narrow, and short values nowhere.
 */
function html(columns: Column[], note: string | undefined): string {
  const padding = columns.length > COLUMNS_APART ? "; padding: 0.4em 0.2em" : "";
  const line = (tags: string[], contents: string[]) => {
    const cells = contents.map((content, at) => {
      const side = columns[at]?.isNumeric ? "right" : "left";
      const tag = tags[at] ?? tags.at(-1);
      return `<${tag} style="text-align: ${side}${padding}">${cellMarkup(content)}</${tag}>`;
    });
    return `<tr>${cells.join("")}</tr>`;
  };
  const head = line(
    ["th"],
    columns.map(({ name }) => name),
  );
  const body = columns[0]?.cells.map((_, row) =>
    line(
      ["th", "td"],
      columns.map(({ cells }) => cells[row] ?? ""),
    ),
  );
  const table = `<table><thead>${head}</thead><tbody>${body?.join("")}</tbody></table>`;
  // A table wider than the page can be scrolled.
  const movable = `<div style="overflow-x: auto">${table}</div>`;
  return note ? `${movable}<p>${escapeMarkup(note)}</p>` : movable;
}

function cellMarkup(content: string): string {
  const unbroken = content.length > UNBROKEN ? content : content.replaceAll(" ", "\u00a0");
  const markup = escapeMarkup(unbroken).replace(/_(?=[^_])/g, "_<wbr>");
  return LONG_NAME.test(content) ? markup.replace(/(?<=[a-z]|\dD)(?=[A-Z])/g, "<wbr>") : markup;
}

function text(columns: Column[], note: string | undefined): string {
  const rows = columns[0]?.cells.map((_, row) => columns.map(({ cells }) => cells[row] ?? "")) ?? [];
  const lines = textColumns(
    [columns.map(({ name }) => name), ...rows],
    columns.map(({ isNumeric }) => isNumeric),
  );
  return [...lines, ...(note ? [`[${note}]`] : [])].join("\n");
}
