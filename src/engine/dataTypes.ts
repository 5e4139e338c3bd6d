/** Element types of tensors, by their numbers in `TF_DataType` (tensorflow/c/tf_datatype.h). */
export const dataTypes = {
  float: 1,
  int32: 3,
  uint8: 4,
  string: 7,
  complex64: 8,
  int64: 9,
  bool: 10,
  resource: 20,
} as const;

/** A tensor's values on the JavaScript side; strings are one array of UTF-8 bytes each. */
export type TensorValues = Float32Array | Int32Array | Uint8Array | BigInt64Array | Uint8Array[];

/** For each numeric type: the arrays that may hold its values, and how many array elements make one value. */
export const arrayTypes = new Map<
  number,
  { read: new (length: number) => Exclude<TensorValues, Uint8Array[]>; elements: number; bytes: number }
>([
  [dataTypes.float, { read: Float32Array, elements: 1, bytes: 4 }],
  [dataTypes.int32, { read: Int32Array, elements: 1, bytes: 4 }],
  [dataTypes.uint8, { read: Uint8Array, elements: 1, bytes: 1 }],
  [dataTypes.complex64, { read: Float32Array, elements: 2, bytes: 8 }],
  [dataTypes.int64, { read: BigInt64Array, elements: 1, bytes: 8 }],
  [dataTypes.bool, { read: Uint8Array, elements: 1, bytes: 1 }],
]);

/** A type's name for messages. */
export function dataTypeName(type: number): string {
  return Object.entries(dataTypes).find(([, number]) => number === type)?.[0] ?? `TF_DataType ${type}`;
}
