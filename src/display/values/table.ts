/** Values shown as a table: arrays and maps of records, and the result of tfjs's own `fit`. */
import { types } from "node:util";
import { hasProperties } from "./hasProperties";
import { numberTexts } from "./numberTexts";
import { plainText } from "./plainText";

export interface Table {
  /** The row labels: numbers, keys, epochs. */
  index: Column;
  columns: Column[];
  rowCount: number;
  columnCount: number;
  /** The number of shown rows or columns after which others are left out. */
  rowGap?: number;
  columnGap?: number;
}

/** A column, with the cells of the rows that are shown. */
export interface Column {
  name: string;
  cells: string[];
  isNumeric: boolean;
}

type Row = Record<string, unknown>;

/** Longer tables are shown by their first and last rows, wider ones by their first and last columns. */
const ROWS = 30;
const FIRST_ROWS = 20;
const LAST_ROWS = 5;
const COLUMNS = 20;
const FIRST_COLUMNS = 10;
const LAST_COLUMNS = 9;
/** Further rows that must look like records too. */
const SAMPLE = 75;
/** A map has no way to its end but through all of it. */
const LARGEST_MAP = 100_000;
const CELL = 60;
const DIGITS = 6;

/** The value as a table, undefined for what is none. */
export function tableOf(value: unknown): Table | undefined {
  if (types.isProxy(value)) return undefined;
  if (Array.isArray(value)) return tableOfArray(value);
  if (types.isMap(value)) return value.size <= LARGEST_MAP ? tableOfMap(value) : undefined;
  return isTrainingHistory(value) ? tableOfHistory(value) : undefined;
}

function tableOfArray(array: unknown[]): Table | undefined {
  const shown = shownRows(array.length);
  const sample = Array.from({ length: SAMPLE }, (_, n) => Math.floor((n * array.length) / SAMPLE));
  if (![...shown.rows, ...sample].every((row) => isRecord(array[row]))) return undefined;
  const index = { name: "", cells: shown.rows.map(String), isNumeric: true };
  return tableOfRecords(
    index,
    shown.rows.map((row) => array[row] as Row),
    array.length,
    shown.gap,
  );
}

function tableOfMap(map: Map<unknown, unknown>): Table | undefined {
  const entries: [unknown, unknown][] = [];
  Map.prototype.forEach.call(map, (record, key) => entries.push([key, record]));
  if (!entries.every(([, record]) => isRecord(record))) return undefined;
  const shown = shownRows(entries.length);
  const keys = shown.rows.map((row) => entries[row]?.[0]);
  const records = shown.rows.map((row) => entries[row]?.[1] as Row);
  return tableOfRecords(columnOf("", keys), records, entries.length, shown.gap);
}

function shownRows(count: number): { rows: number[]; gap?: number } {
  if (count <= ROWS) return { rows: Array.from({ length: count }, (_, row) => row) };
  const first = Array.from({ length: FIRST_ROWS }, (_, row) => row);
  const last = Array.from({ length: LAST_ROWS }, (_, row) => count - LAST_ROWS + row);
  return { rows: [...first, ...last], gap: FIRST_ROWS };
}

/** A table of those rows, where their properties are mostly the same, and simple. */
function tableOfRecords(index: Column, rows: Row[], rowCount: number, rowGap?: number): Table | undefined {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = names.map((name) => rows.map((row) => propertyOf(row, name)));
  const cells = columns.flat();
  const present = rows.reduce((count, row) => count + Object.keys(row).length, 0);
  const simple = cells.filter(isSimple).length;
  if (cells.length === 0 || present < 0.5 * cells.length || simple < 0.8 * cells.length) return undefined;
  const columnGap = names.length > COLUMNS ? FIRST_COLUMNS : undefined;
  const shown = names
    .map((name, column) => [name, columns[column] ?? []] as const)
    .filter((_, column) => !columnGap || column < FIRST_COLUMNS || column >= names.length - LAST_COLUMNS)
    .map(([name, values]) => columnOf(name, values));
  return { index, columns: shown, rowCount, columnCount: names.length, rowGap, columnGap };
}

function columnOf(name: string, values: unknown[]): Column {
  const numbers = values.filter((value) => typeof value === "number");
  const texts = numberTexts(numbers, DIGITS).values();
  const cells = values.map((value) =>
    typeof value === "number" ? (texts.next().value ?? "") : cellText(value),
  );
  const isNumeric = values.every(
    (value) =>
      value === undefined || value === null || typeof value === "number" || typeof value === "bigint",
  );
  return { name, cells, isNumeric };
}

function cellText(value: unknown): string {
  if (value === undefined) return "";
  const text = (typeof value === "string" ? value : plainText(value)).replace(/\s+/g, " ");
  return text.length > CELL ? `${text.slice(0, CELL - 1)}…` : text;
}

/** A property's value; getters are not called. */
function propertyOf(row: object, name: string): unknown {
  const property = Object.getOwnPropertyDescriptor(row, name);
  return property?.get ? "[Getter]" : property?.value;
}

function isRecord(value: unknown): value is Row {
  if (typeof value !== "object" || value === null || types.isProxy(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** True for what is read in one cell: no objects but dates and short lists. */
function isSimple(value: unknown): boolean {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return true;
  return (
    types.isDate(value) ||
    (Array.isArray(value) && value.length <= 8 && Array.prototype.every.call(value, isScalar))
  );
}

const isScalar = (value: unknown) =>
  value === null || (typeof value !== "object" && typeof value !== "function");

interface TrainingHistory {
  epoch: number[];
  history: Record<string, unknown[]>;
  /** For each metric the epochs of its values, where the history knows them. */
  measuredIn?: Record<string, number[]>;
}

/** `History`, tfjs's and ours: for each metric one number an epoch, or one every few epochs. */
function isTrainingHistory(value: unknown): value is TrainingHistory {
  if (!hasProperties(value, ["epoch", "history"])) return false;
  const [epoch, history] = ["epoch", "history"].map((name) => propertyOf(value as object, name));
  if (!Array.isArray(epoch) || epoch.length === 0 || !isRecord(history)) return false;
  return Object.values(history).every(
    (values) => Array.isArray(values) && values.length > 0 && values.length <= epoch.length,
  );
}

/** Epochs counted from 1, as training prints them and charts have them. */
function tableOfHistory({ epoch, history, measuredIn = {} }: TrainingHistory): Table | undefined {
  const { rows, gap } = shownRows(epoch.length);
  const index = columnOf(
    "epoch",
    rows.map((row) => (epoch[row] as number) + 1),
  );
  const valueAfter = (name: string, values: unknown[], epochs: number) => {
    const known = measuredIn[name];
    if (known?.length === values.length) return values[known.indexOf(epoch[epochs - 1] as number)];
    const every = Math.floor(epoch.length / values.length);
    return epochs % every === 0 ? values[epochs / every - 1] : undefined;
  };
  const records = rows.map((row) =>
    Object.fromEntries(
      Object.entries(history).map(([name, values]) => [name, valueAfter(name, values, row + 1)]),
    ),
  );
  return tableOfRecords(index, records, epoch.length, gap);
}
