/** TensorFlow SavedModels, loaded into a session and run for inference. */
import { TrainbookError } from "../trainbookError";
import type { Graph, Operation, Session, TensorHandle } from "./cApi";
import { internedCString } from "./nativeMemory";
import { checkStatus, type Runtime } from "./runtime";
import { deleteSession, runSession } from "./sessions";

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
  deleteSession(runtime, session);
  runtime.api.TF_DeleteGraph(graph);
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
  const fed = graphOutputs(runtime, graph, inputNames);
  const fetched = graphOutputs(runtime, graph, outputNames);
  return runSession(runtime, session, { fed, inputs, fetched });
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
