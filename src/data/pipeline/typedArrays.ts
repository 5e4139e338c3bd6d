/** Typed arrays as values of tensors: tfjs has float32 and int32, JavaScript has eleven kinds. */
import { DatasetError, describeValue } from "./errors";

export type TypedArray =
  | Float32Array
  | Float64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint8ClampedArray
  | Uint16Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;

export const isTypedArray = (value: unknown): value is TypedArray =>
  ArrayBuffer.isView(value) && !(value instanceof DataView);

export interface TypedValues {
  values: Float32Array | Int32Array | Uint8Array;
  dtype: "float32" | "int32";
}

/**
 * A copy of the array's values: of floats as float32, of integers as int32, where bytes stay bytes.
 *
 * @param what has them, for errors.
 * @throws {DatasetError} for an integer that int32 cannot hold.
 */
export function valuesOf(array: TypedArray, what: string): TypedValues {
  // By name: an array of another context of Node's is no instance of this one's classes.
  const kind = Object.prototype.toString.call(array).slice("[object ".length, -1);
  if (kind.startsWith("Float")) return { values: Float32Array.from(array as Float32Array), dtype: "float32" };
  if (kind.startsWith("Uint8")) return { values: Uint8Array.from(array as Uint8Array), dtype: "int32" };
  const values = new Int32Array(array.length);
  for (const [index, value] of array.entries()) {
    values[index] = Number(value);
    if (BigInt(values[index] as number) === BigInt(value)) continue;
    throw new DatasetError(
      `${what} ${describeValue(array)} with ${value} at [${index}], which int32 cannot hold.`,
      {
        cure: "give a Float32Array, or smaller numbers",
      },
    );
  }
  return { values, dtype: "int32" };
}
