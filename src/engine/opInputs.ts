/** How many inputs an operation takes: TensorFlow reads past its definition where it is given more. */
import { TrainbookError } from "../trainbookError";
import { bytesOf } from "./nativeBuffer";
import { messagesOf, readFields, textOf } from "./protobuf";
import { checkStatus, type Runtime } from "./runtime";

/** Thrown where an operation is called with a name, or with numbers of inputs or outputs, that it cannot have. */
export class OpCallError extends TrainbookError {}

const MOST_OUTPUTS = 1_000_000;

/** Names of the inputs by the operation's name; null where some of them are lists, which TensorFlow checks itself. */
const inputNames = new Map<string, readonly string[] | null>();

/**
 * @throws {OpCallError} for a call that cannot be right.
 * @throws {TensorFlowError} for an operation that does not exist.
 */
export function requireCallable(runtime: Runtime, operation: string, inputs: number, outputs: number): void {
  let names = inputNames.get(operation);
  if (names === undefined) {
    names = namesOfInputs(runtime, operation);
    inputNames.set(operation, names);
  }
  if (names !== null && names.length !== inputs) {
    const list = names.length === 0 ? "none" : `${names.length} (${names.join(", ")})`;
    throw new OpCallError(`${operation}: the operation takes ${list} as inputs, found ${inputs}.`);
  }
  if (!Number.isInteger(outputs) || outputs < 0 || outputs > MOST_OUTPUTS) {
    throw new OpCallError(`${operation}: ${outputs} is no number of outputs.`);
  }
}

/** OpDef and its ArgDef: tensorflow/core/framework/op_def.proto. */
function namesOfInputs(runtime: Runtime, operation: string): string[] | null {
  if (typeof operation !== "string" || operation === "" || operation.includes("\0")) {
    throw new OpCallError(`${JSON.stringify(operation)} is no name of an operation.`);
  }
  const { api, status } = runtime;
  const graph = api.TF_NewGraph();
  const buffer = api.TF_NewBuffer();
  try {
    api.TF_GraphGetOpDef(graph, operation, buffer, status);
    checkStatus(runtime, operation);
    const inputs = messagesOf(readFields(bytesOf(buffer)), 2);
    // number_attr and type_list_attr.
    const areLists = inputs.some((input) => textOf(input, 5) !== "" || textOf(input, 6) !== "");
    return areLists ? null : inputs.map((input) => textOf(input, 1));
  } finally {
    api.TF_DeleteBuffer(buffer);
    api.TF_DeleteGraph(graph);
  }
}
