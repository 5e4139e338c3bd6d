/** TensorFlow SavedModels, loaded into a session and run for inference. */
import { TrainbookError } from "../trainbookError";
import type { Graph, Operation, Session, Tensor, TensorHandle } from "./cApi";
import { internedCString } from "./nativeMemory";
import { checkStatus, type Runtime } from "./runtime";
import { wrapTensor } from "./tensorHandles";

/** A name that a SavedModel's graph does not have. */
export class GraphNodeError extends TrainbookError {}

export interface SavedModelSession {
  readonly session: Session;
  readonly graph: Graph;
}

/**
 * Loads the graph and the weights of the SavedModel in `folder`.
 *
 * @param tags the tags that mark the graph to load, such as `["serve"]`.
 * @throws {TensorFlowError} for a folder without a SavedModel, or without those tags.
 */
export function loadSavedModel(runtime: Runtime, folder: string, tags: readonly string[]): SavedModelSession {
  const { api, status } = runtime;
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
  const { api, status } = runtime;
  api.TF_CloseSession(session, status);
  api.TF_DeleteSession(session, status);
  api.TF_DeleteGraph(graph);
}

/**
 * Runs a SavedModel once.
 *
 * @param inputs handles, in the order of `inputNames`; they stay the caller's.
 * @param inputNames nodes of the graph, such as `serving_default_x:0`; the number defaults to 0.
 * @returns new handles in the order of `outputNames`.
 * @throws {GraphNodeError} for a name that the graph lacks. @throws {TensorFlowError} when the run fails.
 */
export function runSavedModel(
  runtime: Runtime,
  { session, graph }: SavedModelSession,
  inputs: readonly TensorHandle[],
  inputNames: readonly string[],
  outputNames: readonly string[],
): TensorHandle[] {
  const { api, status } = runtime;
  const fed = graphOutputs(runtime, graph, inputNames);
  const fetched = graphOutputs(runtime, graph, outputNames);
  const inputTensors: Tensor[] = [];
  const outputTensors = new BigInt64Array(outputNames.length);
  try {
    for (const input of inputs) {
      inputTensors.push(api.TFE_TensorHandleResolve(input, status));
      checkStatus(runtime, "TFE_TensorHandleResolve");
    }
    api.TF_SessionRun(
      session,
      0,
      fed,
      BigInt64Array.from(inputTensors, BigInt),
      inputs.length,
      fetched,
      outputTensors,
      outputNames.length,
      0,
      0,
      0,
      status,
    );
    checkStatus(runtime, "TF_SessionRun");
    return Array.from(outputTensors, (tensor) => wrapTensor(runtime, Number(tensor)));
  } finally {
    for (const tensor of [...inputTensors, ...Array.from(outputTensors, Number)]) {
      if (tensor !== 0) api.TF_DeleteTensor(tensor);
    }
  }
}

/** An array of `TF_Output` (a pointer to the operation, then the output's number as an int, padded to 8 bytes). */
function graphOutputs(runtime: Runtime, graph: Graph, names: readonly string[]): BigInt64Array {
  return BigInt64Array.from(
    names.flatMap((name) => {
      const [node = "", number = "0"] = name.split(":");
      const operation: Operation = runtime.api.TF_GraphOperationByName(graph, node);
      if (operation === 0) {
        throw new GraphNodeError(`The SavedModel's graph has no node ${node}.`, {
          cure: "tf.node.getMetaGraphsFromSavedModel(path) lists the names of inputs and outputs",
        });
      }
      return [BigInt(operation), BigInt(Number(number))];
    }),
  );
}
