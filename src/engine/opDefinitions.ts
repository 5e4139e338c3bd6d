/** How operations are defined: their inputs, and the dtypes that TensorFlow reads from them. */
import { TrainbookError } from "../trainbookError";
import { bytesOf } from "./nativeBuffer";
import { messagesOf, readFields, textOf } from "./protobuf";
import { checkStatus, type Runtime } from "./runtime";

/** Thrown where an operation is called with a name, or with numbers of inputs or outputs, that it cannot have. */
export class OpCallError extends TrainbookError {}

const MOST_OUTPUTS = 1_000_000;

/** An input that is a list: at which place it stands, and how many single ones come after it. */
interface ListInput {
  place: number;
  after: number;
}

interface OpDefinition {
  /** Null where some inputs are lists, which TensorFlow checks itself. */
  inputNames: readonly string[] | null;
  listInput: ListInput | undefined;
  /** Attributes that are dtypes of inputs. */
  inferredTypes: ReadonlySet<string>;
}

/** By the operation's name. */
const definitions = new Map<string, OpDefinition>();

function definitionOf(runtime: Runtime, operation: string): OpDefinition {
  const definition = definitions.get(operation) ?? readDefinition(runtime, operation);
  definitions.set(operation, definition);
  return definition;
}

/**
 * Whether TensorFlow reads an attribute from the dtypes of an operation's inputs. Graphs refuse another one, and
 * tfjs-node-gpu gives wrong ones: the dtype of what it casts before (Mean).
 */
export const isInferredType = (runtime: Runtime, operation: string, attribute: string): boolean =>
  definitionOf(runtime, operation).inferredTypes.has(attribute);

/** @param functions those that are called like operations: each takes its inputs one by one. */
export const listInput = (
  runtime: Runtime,
  operation: string,
  functions: ReadonlySet<string>,
): ListInput | undefined =>
  functions.has(operation) ? undefined : definitionOf(runtime, operation).listInput;

/**
 * TensorFlow reads past an operation's definition where it is given more inputs.
 *
 * @throws {OpCallError} for a call that cannot be right.
 * @throws {TensorFlowError} for an operation that does not exist.
 */
export function requireCallable(runtime: Runtime, operation: string, inputs: number, outputs: number): void {
  const { inputNames: names } = definitionOf(runtime, operation);
  if (names !== null && names.length !== inputs) {
    const list = names.length === 0 ? "none" : `${names.length} (${names.join(", ")})`;
    throw new OpCallError(`${operation}: the operation takes ${list} as inputs, found ${inputs}.`);
  }
  if (!Number.isInteger(outputs) || outputs < 0 || outputs > MOST_OUTPUTS) {
    throw new OpCallError(`${operation}: ${outputs} is no number of outputs.`);
  }
}

/** OpDef and its ArgDef: tensorflow/core/framework/op_def.proto. */
function readDefinition(runtime: Runtime, operation: string): OpDefinition {
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
    const place = inputs.findIndex((input) => textOf(input, 5) !== "" || textOf(input, 6) !== "");
    const areLists = place >= 0;
    // type_attr and type_list_attr.
    const types = inputs.flatMap((input) => [textOf(input, 4), textOf(input, 6)]);
    return {
      inputNames: areLists ? null : inputs.map((input) => textOf(input, 1)),
      listInput: areLists ? { place, after: inputs.length - place - 1 } : undefined,
      inferredTypes: new Set(types.filter((name) => name !== "")),
    };
  } finally {
    api.TF_DeleteBuffer(buffer);
    api.TF_DeleteGraph(graph);
  }
}
