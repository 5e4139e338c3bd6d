/** Attributes of operations: their kinds, and their values as TensorFlow takes them. */
import { TrainbookError } from "../trainbookError";
import { shapeProblem } from "./shapes";

/** Kinds of attributes, by their numbers in `TF_AttrType` (tensorflow/c/tf_attrtype.h). */
export const attributeTypes = {
  string: 0,
  int: 1,
  float: 2,
  bool: 3,
  type: 4,
  shape: 5,
  function: 8,
} as const;

/** An attribute of an operation, as the operation's definition names it. */
export interface OpAttribute {
  readonly name: string;
  /** A number of {@link attributeTypes}. */
  readonly type: number;
  readonly value: unknown;
}

/** Thrown for an attribute whose value is not of its type: C would take a zero, or another number, in its place. */
export class OpAttributeError extends TrainbookError {}

/** A value that C can take: whole numbers as 64-bit words, types as 32-bit words, text as UTF-8. */
export type AttributeValue =
  | { kind: "string" | "function"; value: Uint8Array }
  | { kind: "int" | "float" | "type"; value: number }
  | { kind: "bool"; value: 0 | 1 }
  | { kind: "ints" | "shape"; value: BigInt64Array }
  | { kind: "floats"; value: Float32Array }
  | { kind: "bools"; value: Uint8Array }
  | { kind: "strings"; value: readonly string[] }
  | { kind: "types"; value: Int32Array };

/** @throws {OpAttributeError} for a value that is not of the attribute's type. */
export function attributeValue(operation: string, attribute: OpAttribute): AttributeValue {
  const { name, type, value } = attribute;
  if (typeof name !== "string" || name.includes("\0")) {
    throw new OpAttributeError(`${operation}: an attribute has the name ${JSON.stringify(name)}.`);
  }
  const refuse = (expected: string): never => {
    throw new OpAttributeError(`${operation}: attribute ${name} takes ${expected}, found ${shown(value)}.`);
  };
  switch (type) {
    case attributeTypes.string: {
      if (!Array.isArray(value)) return { kind: "string", value: bytesOf(value) ?? refuse("text") };
      return value.every((one) => typeof one === "string" && !one.includes("\0"))
        ? { kind: "strings", value }
        : refuse("texts");
    }
    case attributeTypes.function:
      return { kind: "function", value: bytesOf(value) ?? refuse("the name of a function") };
    case attributeTypes.int: {
      if (Array.isArray(value)) {
        if (windows.has(name) && value.some((length) => length < 1)) refuse("whole numbers from 1");
        return value.every(isWordOf32Bits)
          ? { kind: "ints", value: BigInt64Array.from(value, BigInt) }
          : refuse("whole numbers below 2³¹");
      }
      // tfjs draws seeds between 0 and 1, which its own binding cuts off.
      const whole = name.startsWith("seed") && Number.isFinite(value) ? Math.trunc(value as number) : value;
      return Number.isSafeInteger(whole) ? { kind: "int", value: whole as number } : refuse("a whole number");
    }
    case attributeTypes.float: {
      if (!Array.isArray(value))
        return typeof value === "number" ? { kind: "float", value } : refuse("a number");
      return value.every((one) => typeof one === "number")
        ? { kind: "floats", value: Float32Array.from(value) }
        : refuse("numbers");
    }
    case attributeTypes.bool: {
      if (!Array.isArray(value))
        return isTruthValue(value) ? { kind: "bool", value: value ? 1 : 0 } : refuse("true or false");
      return value.every(isTruthValue)
        ? { kind: "bools", value: Uint8Array.from(value, Number) }
        : refuse("true or false");
    }
    case attributeTypes.type: {
      if (!Array.isArray(value)) {
        return isTypeNumber(value)
          ? { kind: "type", value: value as number }
          : refuse("the number of a dtype");
      }
      return value.every(isTypeNumber)
        ? { kind: "types", value: Int32Array.from(value) }
        : refuse("numbers of dtypes");
    }
    case attributeTypes.shape: {
      const problem = shapeProblem(value, { isPartial: true });
      if (problem !== undefined) {
        throw new OpAttributeError(`${operation}: attribute ${name} cannot be the shape ${problem}.`);
      }
      return { kind: "shape", value: BigInt64Array.from(value as number[], BigInt) };
    }
    default:
      throw new OpAttributeError(
        `${operation}: attribute ${name} has type ${type}; known are ${JSON.stringify(attributeTypes)}.`,
      );
  }
}

const bytesOf = (value: unknown): Uint8Array | undefined =>
  value instanceof Uint8Array ? value : typeof value === "string" ? Buffer.from(value, "utf8") : undefined;

/** tfjs leaves some of its own out, which then are false. */
const isTruthValue = (value: unknown): boolean =>
  typeof value === "boolean" || value === 0 || value === 1 || value === undefined || value === null;

const isTypeNumber = (value: unknown): boolean =>
  Number.isInteger(value) && Math.abs(value as number) < 2 ** 31;

/** Lengths and steps of windows, by which TensorFlow divides. */
const windows: ReadonlySet<string> = new Set(["ksize", "strides", "dilations", "rates"]);

/** TensorFlow reads strides and their like into 32 bits, and ends the process where one does not fit. */
const isWordOf32Bits = (value: unknown): boolean => value === ((value as number) | 0);

const shown = (value: unknown): string =>
  Array.isArray(value) ? `[${value.join(", ")}]` : typeof value === "string" ? `"${value}"` : String(value);
