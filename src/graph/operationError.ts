/** Errors of operations in graphs, in the learner's terms: where the operation was written, and what helps. */
import { cureForOperation, isTensorFlowError, TensorFlowError } from "../engine";
import type { Origin } from "./origin";

const LOOK = "look at what goes in: console.log(x.shape) works while a function is traced";

/**
 * An operation that TensorFlow refuses while a function is traced. It names nodes of a graph that nobody has seen.
 *
 * @param shapes of its inputs.
 */
export function refusedOperation(
  error: unknown,
  origin: Origin,
  shapes: readonly (readonly number[])[],
): unknown {
  if (!isTensorFlowError(error)) return error;
  const words = error.words.replace(/\s*for '\{\{node[\s\S]*$/, "").replace(/[.\s]+$/, "");
  const inputs = shapes.map((shape) => `[${shape.join(", ")}]`);
  const given = inputs.length === 0 ? "" : `; its inputs are of shape ${inWords(inputs)}`;
  return new TensorFlowError(`${origin.operation} in ${origin.place}`, error.code, `${words}${given}`, {
    operation: origin.operation,
    cure: cureForOperation(origin.operation, words) ?? LOOK,
  });
}

const inWords = (parts: readonly string[]): string =>
  parts.length === 1 ? (parts[0] as string) : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;

/** TensorFlow's report of a failure while a graph runs: whose node it was. */
export interface FailedNode {
  /** The function that has the node. */
  functionName: string;
  /** Its number. */
  node: number;
}

export function failedNode(error: unknown): FailedNode | undefined {
  if (!isTensorFlowError(error)) return undefined;
  const functionName = [...error.words.matchAll(/\{\{function_node (\S+?)\}\}/g)].at(-1)?.[1];
  const node = /\[\[\{\{node n(\d+)\}\}\]\]/.exec(error.words)?.[1];
  return functionName === undefined || node === undefined ? undefined : { functionName, node: Number(node) };
}

/** @param origin of the node, where it could be found. @param of the function that ran. */
export function failedCall(error: unknown, origin: Origin | undefined, of: string): unknown {
  if (!isTensorFlowError(error)) return error;
  const words = error.words
    .replaceAll(/\{\{function_node \S+?\}\}\s*/g, "")
    .replace(/\s*\[\[[\s\S]*$/, "")
    .replace(/\s*Label values:[\s\S]*$/, "")
    .replace(/[.\s]+$/, "");
  const { operation, place } = origin ?? { operation: error.operation, place: of };
  const name = origin ? `${operation} in ${place}` : place;
  return new TensorFlowError(name, error.code, words, { operation });
}
