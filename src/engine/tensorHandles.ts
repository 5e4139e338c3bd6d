/** Values between JavaScript's arrays and TensorFlow's tensors. */
import { TrainbookError } from "../trainbookError";
import type { Address, Tensor, TensorHandle } from "./cApi";
import { arrayTypes, dataTypeName, dataTypes, type TensorValues } from "./dataTypes";
import { execute } from "./execute";
import { copyFromNative, copyToNative, NativeWords } from "./nativeMemory";
import { checkStatus, type Runtime } from "./runtime";
import { shapeProblem } from "./shapes";

/** Values that do not make the tensor that was asked for. */
export class TensorValuesError extends TrainbookError {}

/** The size of a `TF_TString` (tensorflow/core/platform/ctstring_internal.h). */
const bytesPerString = 24;

const dimensions = new NativeWords(16);

/**
 * A new tensor in the runtime, with a copy of `values`.
 *
 * @param type a number of {@link dataTypes}; `int64` also takes an Int32Array of its halves, as tfjs-node does.
 * @throws {TensorValuesError} for a shape that is none, when the number of values does not fit the shape, or their array the type.
 */
export function createTensorHandle(
  runtime: Runtime,
  type: number,
  shape: readonly number[],
  values: TensorValues,
): TensorHandle {
  const problem = shapeProblem(shape);
  if (problem !== undefined) throw new TensorValuesError(`A tensor cannot have the shape ${problem}.`);
  const count = shape.reduce((product, size) => product * size, 1);
  return type === dataTypes.string
    ? createStrings(runtime, shape, count, values)
    : createNumbers(runtime, type, shape, count, values);
}

function createNumbers(
  runtime: Runtime,
  type: number,
  shape: readonly number[],
  count: number,
  values: TensorValues,
): TensorHandle {
  const array = arrayTypes.get(type);
  const halves = type === dataTypes.int64 && values instanceof Int32Array;
  if (array === undefined || Array.isArray(values) || !(halves || values instanceof array.read)) {
    throw new TensorValuesError(`A tensor of ${dataTypeName(type)} cannot hold ${kindOf(values)}.`);
  }
  if (values.byteLength !== count * array.bytes) {
    const found = values.byteLength / array.bytes;
    throw new TensorValuesError(`A tensor of shape [${shape}] takes ${count} values, found ${found}.`);
  }
  const tensor = allocateTensor(runtime, type, shape, values.byteLength);
  try {
    copyToNative(runtime.api.TF_TensorData(tensor), type === dataTypes.bool ? truthValues(values) : values);
    return wrapTensor(runtime, tensor);
  } finally {
    runtime.api.TF_DeleteTensor(tensor);
  }
}

const kindOf = (values: unknown): string =>
  values === undefined || values === null ? String(values) : `a ${values.constructor.name}`;

/** C++ takes a bool that is neither 0 nor 1 for whatever it likes. */
const truthValues = (values: ArrayLike<number | bigint> & ArrayBufferView): ArrayBufferView =>
  Array.prototype.some.call(values, (value: number) => value > 1)
    ? Uint8Array.from(values as Uint8Array, (value) => (value ? 1 : 0))
    : values;

function createStrings(
  runtime: Runtime,
  shape: readonly number[],
  count: number,
  values: TensorValues,
): TensorHandle {
  const { api } = runtime;
  if (!Array.isArray(values) || !isEachBytes(values)) {
    throw new TensorValuesError(`A tensor of strings takes a list of their bytes, found ${kindOf(values)}.`, {
      cure: "encode each of them: new TextEncoder().encode(text)",
    });
  }
  if (values.length !== count) {
    throw new TensorValuesError(
      `A tensor of shape [${shape}] takes ${count} strings, found ${values.length}.`,
    );
  }
  const tensor = allocateTensor(runtime, dataTypes.string, shape, count * bytesPerString);
  const block = api.TF_TensorData(tensor);
  for (const [index, bytes] of values.entries()) {
    api.TF_StringInit(block + index * bytesPerString);
    api.TF_StringCopy(block + index * bytesPerString, bytes, bytes.length);
  }
  const ours = wrapTensor(runtime, tensor);
  try {
    // TensorFlow frees the strings of tensors that its own operations made, not those written from outside.
    const [copy] = execute(runtime, "DeepCopy", [], [ours], 1);
    return copy as TensorHandle;
  } finally {
    for (let index = 0; index < count; index++) api.TF_StringDealloc(block + index * bytesPerString);
    api.TFE_DeleteTensorHandle(ours);
    api.TF_DeleteTensor(tensor);
  }
}

/** Not `every`, which passes over holes. */
function isEachBytes(values: readonly unknown[]): values is Uint8Array[] {
  for (const value of values) if (!(value instanceof Uint8Array)) return false;
  return true;
}

function allocateTensor({ api }: Runtime, type: number, shape: readonly number[], bytes: number): Tensor {
  const address = dimensions.reserve(shape.length);
  shape.forEach((size, index) => {
    dimensions.set(index, size);
  });
  const tensor = api.TF_AllocateTensor(type, address, shape.length, bytes);
  if (tensor === 0) throw new TensorValuesError(`There is no memory for a tensor of ${bytes} bytes.`);
  return tensor;
}

/** A handle of the eager context to `tensor`, which it shares. */
export function wrapTensor(runtime: Runtime, tensor: Tensor): TensorHandle {
  const handle = runtime.api.TFE_NewTensorHandle(tensor, runtime.status);
  checkStatus(runtime, "TFE_NewTensorHandle");
  return handle;
}

/** A copy of a tensor's values; waits for the operation that computes them. */
export function readTensorHandle(runtime: Runtime, handle: TensorHandle): TensorValues {
  const { api } = runtime;
  const tensor = api.TFE_TensorHandleResolve(handle, runtime.status);
  checkStatus(runtime, "TFE_TensorHandleResolve");
  try {
    const type = api.TF_TensorType(tensor);
    if (type === dataTypes.string) return readStrings(runtime, tensor);
    // tfjs-node shows a resource handle as the bytes that TensorFlow keeps for it.
    const array = arrayTypes.get(type === dataTypes.resource ? dataTypes.uint8 : type);
    if (array === undefined) {
      throw new TensorValuesError(`Values of ${dataTypeName(type)} cannot be read in JavaScript.`, {
        cure: "cast the tensor to float32 or int32 first",
      });
    }
    const bytes = api.TF_TensorByteSize(tensor);
    const values = new array.read((bytes / array.bytes) * array.elements);
    copyFromNative(values, api.TF_TensorData(tensor));
    return values;
  } finally {
    api.TF_DeleteTensor(tensor);
  }
}

function readStrings({ api }: Runtime, tensor: Tensor): Uint8Array[] {
  const block = api.TF_TensorData(tensor);
  return Array.from({ length: api.TF_TensorElementCount(tensor) }, (_, index) => {
    const string: Address = block + index * bytesPerString;
    const bytes = new Uint8Array(api.TF_StringGetSize(string));
    copyFromNative(bytes, api.TF_StringGetDataPointer(string));
    return bytes;
  });
}

/** A tensor's shape. */
export function shapeOf(runtime: Runtime, handle: TensorHandle): number[] {
  const { api, status } = runtime;
  const rank = api.TFE_TensorHandleNumDims(handle, status);
  checkStatus(runtime, "TFE_TensorHandleNumDims");
  const shape = new Array<number>(rank);
  for (let axis = 0; axis < rank; axis++) shape[axis] = api.TFE_TensorHandleDim(handle, axis, status);
  return shape;
}
