/** One operation of the eager context: `TFE_Op` made, its attributes and inputs set, executed, deleted. */
import { TrainbookError } from "../trainbookError";
import type { Op, TensorHandle } from "./cApi";
import { nativeCalls } from "./nativeCalls";
import { internedCString, NativeWords } from "./nativeMemory";
import { checkStatus, type Runtime } from "./runtime";

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

/** An attribute whose value is not of its type. */
export class OpAttributeError extends TrainbookError {}

/** Word 0 holds the number of outputs, the words after it their handles. */
const outputs = new NativeWords(64);

/**
 * Executes an operation or a function of the context.
 *
 * @param inputs handles that stay the caller's.
 * @param maxOutputs at least as many as the operation has.
 * @returns new handles, the caller's to delete.
 * @throws {TensorFlowError} with TensorFlow's message and the operation's name.
 */
export function execute(
  runtime: Runtime,
  name: string,
  attributes: readonly OpAttribute[],
  inputs: readonly TensorHandle[],
  maxOutputs: number,
): TensorHandle[] {
  const { api, context, status } = runtime;
  const op = api.TFE_NewOp(context, internedCString(name), status);
  checkStatus(runtime, name);
  try {
    // Inputs first: TensorFlow then infers their types itself, and tfjs-node's own (Mean's is wrong) cannot contradict.
    for (const input of inputs) {
      api.TFE_OpAddInput(op, input, status);
      checkStatus(runtime, name);
    }
    for (const attribute of attributes) setAttribute(runtime, op, name, attribute);
    const address = outputs.reserve(1 + maxOutputs);
    outputs.set(0, maxOutputs);
    nativeCalls?.enter();
    api.TFE_Execute(op, address + 8, address, status);
    checkStatus(runtime, name);
    return Array.from({ length: outputs.get(0) }, (_, index) => outputs.get(1 + index));
  } finally {
    nativeCalls?.leave();
    api.TFE_DeleteOp(op);
  }
}

type AsyncFunction = { async(...args: [...unknown[], (error: Error | null) => void]): void };

/** Executes a function of the context on another thread. @returns new handles, the caller's to delete. */
export async function executeAsync(
  runtime: Runtime,
  name: string,
  attributes: readonly OpAttribute[],
  inputs: readonly TensorHandle[],
  maxOutputs: number,
): Promise<TensorHandle[]> {
  nativeCalls?.enter();
  nativeCalls?.leave();
  const { api, context } = runtime;
  const call = { ...runtime, status: api.TF_NewStatus() };
  const outputs = new NativeWords(1 + maxOutputs);
  const op = api.TFE_NewOp(context, internedCString(name), call.status);
  try {
    checkStatus(call, name);
    for (const input of inputs) {
      api.TFE_OpAddInput(op, input, call.status);
      checkStatus(call, name);
    }
    for (const attribute of attributes) setAttribute(call, op, name, attribute);
    const address = outputs.reserve(1 + maxOutputs);
    outputs.set(0, maxOutputs);
    const { async } = api.TFE_Execute as unknown as AsyncFunction;
    await new Promise<void>((resolve, reject) => {
      async(op, address + 8, address, call.status, (error) => (error ? reject(error) : resolve()));
    });
    checkStatus(call, name);
    return Array.from({ length: outputs.get(0) }, (_, index) => outputs.get(1 + index));
  } finally {
    api.TFE_DeleteOp(op);
    api.TF_DeleteStatus(call.status);
    outputs.free();
  }
}

function setAttribute(runtime: Runtime, op: Op, operation: string, { name, type, value }: OpAttribute): void {
  const { api } = runtime;
  const key = internedCString(name);
  const list = Array.isArray(value) ? (value as readonly number[]) : undefined;
  switch (type) {
    case attributeTypes.string: {
      const bytes = value instanceof Uint8Array ? value : Buffer.from(String(value), "utf8");
      api.TFE_OpSetAttrString(op, key, bytes, bytes.length);
      break;
    }
    case attributeTypes.int:
      if (list) api.TFE_OpSetAttrIntList(op, key, int64s(list), list.length);
      else api.TFE_OpSetAttrInt(op, key, Number(value));
      break;
    case attributeTypes.float:
      if (list) api.TFE_OpSetAttrFloatList(op, key, Float32Array.from(list), list.length);
      else api.TFE_OpSetAttrFloat(op, key, Number(value));
      break;
    case attributeTypes.bool:
      if (list) api.TFE_OpSetAttrBoolList(op, key, Uint8Array.from(list, Number), list.length);
      else api.TFE_OpSetAttrBool(op, key, value ? 1 : 0);
      break;
    case attributeTypes.type:
      api.TFE_OpSetAttrType(op, key, Number(value));
      break;
    case attributeTypes.shape: {
      const shape = list ?? [];
      api.TFE_OpSetAttrShape(op, key, int64s(shape), shape.length, runtime.status);
      checkStatus(runtime, operation);
      break;
    }
    default:
      throw new OpAttributeError(
        `${operation}: attribute ${name} has type ${type}; known are ${JSON.stringify(attributeTypes)}.`,
      );
  }
}

function int64s(values: readonly number[]): BigInt64Array {
  return BigInt64Array.from(values, (value) => BigInt(value));
}
