/** Arrays of any rank as nested brackets, as NumPy prints them, with the middle left out where there is much. */
import { types } from "node:util";
import { numberTexts } from "./numberTexts";

/** The limits of a page: the values of a vector, the characters of a row, the lines. */
const VECTOR = 200;
const LINE = 96;
const LINES = 40;

/** How many values are kept at each end of an axis that is shortened. */
export function edge(axis: number, rank: number): number {
  return axis >= rank - 2 ? 3 : 1;
}

/** The part of an array that is shown. */
export interface ArrayPart {
  /** Row by row. */
  texts: string[];
  shape: number[];
  /** By axis, whether the middle has been left out already. */
  shortened: boolean[];
}

/** The array's values in brackets; what does not fit is shortened. */
export function arrayText(part: ArrayPart): string {
  const texts = aligned(part.texts);
  const shown = fits(texts, part.shape) ? { ...part, texts } : withoutMiddle({ ...part, texts });
  return brackets(shown.texts, shown.shape, shown.shortened, 0);
}

/** A typed array of numbers; bytes in a Buffer are no numbers. */
export type NumberArray = Exclude<NodeJS.TypedArray, BigInt64Array | BigUint64Array>;

export function isNumberArray(value: unknown): value is NumberArray {
  if (!types.isTypedArray(value) || Buffer.isBuffer(value)) return false;
  return !types.isBigInt64Array(value) && !types.isBigUint64Array(value);
}

/** A typed array as text; beyond so many values by its ends. Defaults to what fits on a page. */
export function typedArrayText(array: NumberArray, most = VECTOR): string {
  const kept = edge(0, 1);
  const isLong = array.length > most;
  const part = (start?: number, end?: number): number[] => Array.prototype.slice.call(array, start, end);
  const shown = isLong ? [...part(0, kept), ...part(-kept)] : part();
  const values = arrayText({ texts: numberTexts(shown), shape: [shown.length], shortened: [isLong] });
  return `${array.constructor.name}(${array.length})${values.includes("\n") ? "\n" : "  "}${values}`;
}

function aligned(texts: string[]): string[] {
  const width = Math.max(...texts.map((text) => text.length));
  return texts.map((text) => text.padStart(width));
}

function fits(texts: string[], shape: number[]): boolean {
  if (shape.length < 2) return texts.length <= VECTOR;
  const columns = shape.at(-1) ?? 1;
  const width = columns * ((texts[0]?.length ?? 0) + 2) + 2 * shape.length;
  return width <= LINE && texts.length / columns <= LINES;
}

function withoutMiddle({ texts, shape, shortened }: ArrayPart): ArrayPart {
  let part: ArrayPart = { texts, shape, shortened };
  for (const axis of shape.keys()) part = withoutMiddleOf(part, axis);
  return part;
}

function withoutMiddleOf(part: ArrayPart, axis: number): ArrayPart {
  const length = part.shape[axis] ?? 1;
  const kept = edge(axis, part.shape.length);
  if (length <= 2 * kept) return part;
  const stride = part.shape.slice(axis + 1).reduce((product, size) => product * size, 1);
  const texts = part.texts.filter((_, index) => {
    const position = Math.floor(index / stride) % length;
    return position < kept || position >= length - kept;
  });
  return {
    texts,
    shape: part.shape.with(axis, 2 * kept),
    shortened: part.shortened.with(axis, true),
  };
}

/** Nested brackets, each row on a line of its own. */
function brackets(texts: string[], shape: number[], shortened: boolean[], depth: number): string {
  const [length, ...inner] = shape;
  if (length === undefined) return texts[0] ?? "";
  const size = texts.length / length;
  const parts = Array.from({ length }, (_, index) =>
    brackets(texts.slice(index * size, (index + 1) * size), inner, shortened.slice(1), depth + 1),
  );
  if (shortened[0]) parts.splice(length / 2, 0, "…");
  if (inner.length === 0) return `[${wrapped(parts, depth + 1)}]`;
  const between = `,\n${"\n".repeat(inner.length - 1)}${" ".repeat(depth + 1)}`;
  return `[${parts.join(between)}]`;
}

/** Values of one row, on as many lines as they need. */
function wrapped(values: string[], indent: number): string {
  const lines: string[] = [];
  let line = "";
  for (const value of values) {
    if (line !== "" && indent + line.length + value.length + 2 > LINE) {
      lines.push(`${line},`);
      line = "";
    }
    line += line === "" ? value : `, ${value}`;
  }
  return [...lines, line].join(`\n${" ".repeat(indent)}`);
}
