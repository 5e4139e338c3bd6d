/** TensorFlow SavedModels, loaded into a session and run for inference. */
import { TrainbookError } from "../trainbookError";
import type { Graph, Operation, Session, TensorHandle } from "./cApi";
import { dataTypeName } from "./dataTypes";
import { internedCString } from "./nativeMemory";
import { checkStatus, type Runtime } from "./runtime";
import { deleteSession, runSession } from "./sessions";
import { shapeOf } from "./tensorHandles";

/** Thrown for a name that a SavedModel's graph does not have. */
export class GraphNodeError extends TrainbookError {}

/** Thrown for tensors that a SavedModel does not take, or for a place where it cannot be. */
export class SavedModelError extends TrainbookError {}

export interface SavedModelSession {
  readonly session: Session;
  readonly graph: Graph;
}

/**
 * Loads the graph and the weights of the SavedModel in `folder`.
 *
 * @param tags the tags that mark the graph to load, such as `["serve"]`.
 * @throws {SavedModelError} for names that are no text. @throws {TensorFlowError} for a folder without a SavedModel, or without those tags.
 */
export function loadSavedModel(runtime: Runtime, folder: string, tags: readonly string[]): SavedModelSession {
  const { api, status } = runtime;
  // C would take what is no text for a null pointer.
  const unfit = [folder, ...tags].find((text) => typeof text !== "string" || text.includes("\0"));
  if (unfit !== undefined || typeof folder !== "string") {
    throw new SavedModelError(`loadSavedModel: ${JSON.stringify(unfit)} is no name of a folder or of a tag.`);
  }
  const graph = api.TF_NewGraph();
  const options = api.TF_NewSessionOptions();
  const tagPointers = BigInt64Array.from(tags, (tag) => BigInt(internedCString(tag)));
  const session = api.TF_LoadSessionFromSavedModel(
    options,
    0,
    folder,
    tagPointers,
    tags.length,
    graph,
    0,
    status,
  );
  api.TF_DeleteSessionOptions(options);
  try {
    checkStatus(runtime, "TF_LoadSessionFromSavedModel");
  } catch (error) {
    api.TF_DeleteGraph(graph);
    throw error;
  }
  return { session, graph };
}

/** Frees a SavedModel's session and graph. */
export function deleteSavedModel(runtime: Runtime, { session, graph }: SavedModelSession): void {
  deleteSession(runtime, session);
  runtime.api.TF_DeleteGraph(graph);
}

/**
 * Runs a SavedModel once.
 *
 * @param inputs handles, in the order of `inputNames`; they stay the caller's.
 * @param inputNames nodes of the graph, such as `serving_default_x:0`; the number defaults to 0.
 * @returns new handles in the order of `outputNames`.
 * @throws {GraphNodeError} for a name that the graph lacks. @throws {SavedModelError} for inputs that the graph does not
 * take. @throws {TensorFlowError} when the run fails.
 */
export function runSavedModel(
  runtime: Runtime,
  { session, graph }: SavedModelSession,
  inputs: readonly TensorHandle[],
  inputNames: readonly string[],
  outputNames: readonly string[],
): TensorHandle[] {
  if (inputs.length !== inputNames.length) {
    throw new SavedModelError(`The SavedModel takes ${listed(inputNames)}, found ${inputs.length}.`, {
      cure: "give one tensor for each input: a list in this order, or an object by the names of its signature",
    });
  }
  const fed = inputNames.map((name) => graphOutput(runtime, graph, name));
  for (const [index, output] of fed.entries()) {
    requireFits(runtime, graph, {
      output,
      name: inputNames[index] as string,
      input: inputs[index] as number,
    });
  }
  const fetched = outputNames.map((name) => graphOutput(runtime, graph, name));
  return runSession(runtime, session, { fed: packed(fed), inputs, fetched: packed(fetched) });
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return "no inputs";
  return `${names.length} ${names.length === 1 ? "input" : "inputs"} (${names.join(", ")})`;
}

interface GraphOutput {
  oper: Operation;
  index: number;
}

/** @param name a node, or `node:number` for one of its outputs. */
function graphOutput({ api }: Runtime, graph: Graph, name: string): GraphOutput {
  const [node = "", number = "0"] = name.split(":");
  const oper = api.TF_GraphOperationByName(graph, node);
  const index = Number(number);
  if (oper !== 0 && Number.isInteger(index) && index >= 0 && index < api.TF_OperationNumOutputs(oper)) {
    return { oper, index };
  }
  throw new GraphNodeError(
    oper === 0
      ? `The SavedModel's graph has no node ${node}.`
      : `The SavedModel's graph has no output ${number} of the node ${node}, which has ${api.TF_OperationNumOutputs(oper)}.`,
    { cure: "tf.node.getMetaGraphsFromSavedModel(path) lists the names of inputs and outputs" },
  );
}

/** A session takes tensors of any shape, and computes whatever comes of it. */
function requireFits(
  runtime: Runtime,
  graph: Graph,
  { output, name, input }: { output: GraphOutput; name: string; input: TensorHandle },
): void {
  const { api, status } = runtime;
  const dtypes = { expected: api.TF_OperationOutputType(output), found: api.TFE_TensorHandleDataType(input) };
  const rank = api.TF_GraphGetTensorNumDims(graph, output, status);
  checkStatus(runtime, "TF_GraphGetTensorNumDims");
  const lengths = new BigInt64Array(Math.max(rank, 0));
  if (rank > 0) {
    api.TF_GraphGetTensorShape(graph, output, lengths, rank, status);
    checkStatus(runtime, "TF_GraphGetTensorShape");
  }
  const expected = Array.from(lengths, Number);
  const found = shapeOf(runtime, input);
  const areShapesEqual =
    rank < 0 ||
    (rank === found.length && expected.every((length, axis) => length < 0 || length === found[axis]));
  if (dtypes.expected === dtypes.found && areShapesEqual) return;
  const shape =
    rank < 0 ? "any shape" : `[${expected.map((length) => (length < 0 ? "any" : length)).join(", ")}]`;
  throw new SavedModelError(
    `The SavedModel's input ${name} takes ${dataTypeName(dtypes.expected)} ${shape}, ` +
      `found ${dataTypeName(dtypes.found)} [${found.join(", ")}].`,
    { cure: "cast or reshape the tensor before" },
  );
}

/** An array of `TF_Output` (a pointer to the operation, then the output's number as an int, padded to 8 bytes). */
const packed = (outputs: readonly GraphOutput[]): BigInt64Array =>
  BigInt64Array.from(outputs.flatMap(({ oper, index }) => [BigInt(oper), BigInt(index)]));
