/** One operation of the eager context: `TFE_Op` made, its attributes and inputs set, executed, deleted. */
import { attributeValue, type OpAttribute, OpAttributeError } from "./attributes";
import type { Op, TensorHandle } from "./cApi";
import { nativeCalls } from "./nativeCalls";
import { internedCString, internedCStrings, NativeWords } from "./nativeMemory";
import { checkStatus, type Runtime } from "./runtime";

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

function setAttribute(runtime: Runtime, op: Op, operation: string, attribute: OpAttribute): void {
  const { api, status } = runtime;
  const { kind, value } = attributeValue(operation, attribute);
  const key = internedCString(attribute.name);
  switch (kind) {
    case "string":
      api.TFE_OpSetAttrString(op, key, value, value.length);
      break;
    case "strings": {
      const { addresses, lengths } = internedCStrings(value);
      api.TFE_OpSetAttrStringList(op, key, addresses, lengths, value.length);
      break;
    }
    case "int":
      api.TFE_OpSetAttrInt(op, key, value);
      break;
    case "ints":
      api.TFE_OpSetAttrIntList(op, key, value, value.length);
      break;
    case "float":
      api.TFE_OpSetAttrFloat(op, key, value);
      break;
    case "floats":
      api.TFE_OpSetAttrFloatList(op, key, value, value.length);
      break;
    case "bool":
      api.TFE_OpSetAttrBool(op, key, value);
      break;
    case "bools":
      api.TFE_OpSetAttrBoolList(op, key, value, value.length);
      break;
    case "type":
      api.TFE_OpSetAttrType(op, key, value);
      break;
    case "shape":
      api.TFE_OpSetAttrShape(op, key, value, value.length, status);
      checkStatus(runtime, operation);
      break;
    default:
      throw new OpAttributeError(
        `${operation}: attribute ${attribute.name} is of a kind that operations outside of graphs do not take (${kind}).`,
      );
  }
}
