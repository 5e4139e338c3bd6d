/** Lists of numbers, booleans or strings, nested as deep as their shape has axes, as rows in JavaScript's memory. */
import { DatasetError, describeValue } from "./errors";

type Scalar = number | boolean | string;

/** Such as `[1, 2]`, `["a", "b"]`, `[[true], [false]]`. */
export type List = readonly (Scalar | List)[];

export interface ListValues {
  values: Float32Array | Uint8Array | string[];
  dtype: "float32" | "bool" | "string";
  /** All axes, the rows' first. */
  shape: number[];
}

/** Whether an array is rows itself, rather than a tuple of parts: it holds no tensor and no object, however deep. */
export const isList = (value: unknown): value is List =>
  Array.isArray(value) && value.every((part) => isList(part) || typeof part !== "object" || part === null);

/**
 * The list's values in one array, row after row. Numbers are float32, booleans bool, strings string, as in `tf.tensor`.
 *
 * @param what the part, for errors: `fromTensorSlices: part x`.
 * @throws {DatasetError} where rows differ in length, or values in kind.
 */
export function listValues(list: List, what: string): ListValues {
  const shape: number[] = [];
  let first: unknown = list;
  while (Array.isArray(first)) {
    shape.push(first.length);
    first = first[0];
  }
  const kind = first === undefined && shape.at(-1) === 0 ? "number" : kindOf(first);
  const flat: Scalar[] = [];
  const visit = (part: unknown, depth: number, place: number[]): void => {
    const where = () => place.map((index) => `[${index}]`).join("");
    if (depth === shape.length) {
      if (kind !== undefined && kindOf(part) === kind) flat.push(part as Scalar);
      else throw unlike(what, where(), kind, part);
    } else if (!Array.isArray(part) || part.length !== shape[depth]) {
      throw ragged(what, where(), shape[depth] as number, part);
    } else for (let index = 0; index < part.length; index++) visit(part[index], depth + 1, [...place, index]);
  };
  visit(list, 0, []);
  if (kind === "string") return { values: flat as string[], dtype: "string", shape };
  if (kind === "boolean") return { values: Uint8Array.from(flat as number[]), dtype: "bool", shape };
  return { values: Float32Array.from(flat as number[]), dtype: "float32", shape };
}

function kindOf(value: unknown): "number" | "boolean" | "string" | undefined {
  const kind = typeof value;
  return kind === "number" || kind === "boolean" || kind === "string" ? kind : undefined;
}

function unlike(what: string, where: string, kind: string | undefined, found: unknown): DatasetError {
  const expected = kind === undefined ? "numbers, booleans or strings" : `${kind}s only`;
  return new DatasetError(
    `${what}: expected a list of ${expected}, found ${describeValue(found)} at ${where}.`,
    {
      cure: Array.isArray(found) ? RECTANGULAR : `${TWO_PARTS}, or convert the list`,
    },
  );
}

function ragged(what: string, where: string, length: number, found: unknown): DatasetError {
  const is = Array.isArray(found) ? `a row of ${found.length}` : describeValue(found);
  return new DatasetError(`${what}: expected rows of one length, ${length}, found ${is} at ${where}.`, {
    cure: RECTANGULAR,
  });
}

const TWO_PARTS = "for x and y name the parts, { x, y }, or give tensors";
const RECTANGULAR = `pad the rows to one length; ${TWO_PARTS}`;
