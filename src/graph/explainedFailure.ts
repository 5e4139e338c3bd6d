/** Why a call of a traced function failed: its function is traced once more, to find what made the node that failed. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { failedCall, failedNode } from "./operationError";
import type { Origin } from "./origin";
import { forget } from "./runTraced";
import { type TraceOptions, trace } from "./trace";

/** The function as it was traced. */
interface Retraced {
  /** Its name in TensorFlow. */
  name: string;
  inputs: readonly tf.Tensor[];
  work: (inputs: tf.Tensor[]) => readonly tf.Tensor[];
  options: TraceOptions & { of: string };
}

/** @returns the error to throw in its place. */
export function explainedFailure(error: unknown, retraced: Retraced): unknown {
  const failed = failedNode(error);
  if (!failed) return error;
  const origin = failed.functionName === retraced.name ? originOfNode(failed.node, retraced) : undefined;
  return failedCall(error, origin, retraced.options.of);
}

function originOfNode(node: number, { inputs, work, options }: Retraced): Origin | undefined {
  const watched: TraceOptions["watched"] = { node };
  try {
    forget(trace(inputs, work, { ...options, watched }));
  } catch {
    // The first trace went well; what differs in this one is not the failure that is told of.
  }
  return watched.origin;
}
