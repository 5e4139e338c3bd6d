/** Errors of operations in graphs, in the learner's terms: where the operation was written, and what helps. */
import { TensorFlowError } from "../engine";
import type { Origin } from "./origin";

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
  if (!(error instanceof TensorFlowError)) return error;
  const words = error.words.replace(/\s*for '\{\{node[\s\S]*$/, "").replace(/[.\s]+$/, "");
  const inputs = shapes.map((shape) => `[${shape.join(", ")}]`);
  const given = inputs.length === 0 ? "" : `; its inputs are of shape ${inWords(inputs)}`;
  return new TensorFlowError(`${origin.operation} in ${origin.place}`, error.code, `${words}${given}`, {
    operation: origin.operation,
    cure: cureFor(origin.operation, words),
    cause: error.cause,
  });
}

const inWords = (parts: readonly string[]): string =>
  parts.length === 1 ? (parts[0] as string) : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;

/** What TensorFlow says of a failure while a graph runs: whose node it was. */
export interface FailedNode {
  /** The function that has the node. */
  functionName: string;
  /** Its number. */
  node: number;
}

export function failedNode(error: unknown): FailedNode | undefined {
  if (!(error instanceof TensorFlowError)) return undefined;
  const functionName = [...error.words.matchAll(/\{\{function_node (\S+?)\}\}/g)].at(-1)?.[1];
  const node = /\[\[\{\{node n(\d+)\}\}\]\]/.exec(error.words)?.[1];
  return functionName === undefined || node === undefined ? undefined : { functionName, node: Number(node) };
}

/** @param origin of the node, where it could be found. @param of the function that ran. */
export function failedCall(error: unknown, origin: Origin | undefined, of: string): unknown {
  if (!(error instanceof TensorFlowError)) return error;
  const words = error.words
    .replaceAll(/\{\{function_node \S+?\}\}\s*/g, "")
    .replace(/\s*\[\[[\s\S]*$/, "")
    .replace(/\s*Label values:[\s\S]*$/, "")
    .replace(/[.\s]+$/, "");
  const { operation, place } = origin ?? { operation: error.operation, place: of };
  const name = origin ? `${operation} in ${place}` : place;
  return new TensorFlowError(name, error.code, words, {
    operation,
    cure: cureFor(operation, words),
    cause: error.cause,
  });
}

interface Rule {
  words: RegExp;
  operation?: RegExp;
  cure: (found: readonly string[]) => string;
}

const rules: readonly Rule[] = [
  {
    words: /Received a label value of (\S+) which is outside the valid range of \[0, (\d+)\)/,
    cure: ([, , classes]) =>
      `count labels from 0 to ${Number(classes) - 1}, or let the last layer have a unit for each class`,
  },
  {
    words: /indices\[.*\] = (-?\d+) is not in \[0, (\d+)\)/,
    cure: ([, , rows]) => `give indices from 0 to ${Number(rows) - 1}, or a tensor that has more rows`,
  },
  { words: /does not index into shape/, cure: () => "give indices within the shape, counted from 0" },
  {
    words: /Integer division by zero/,
    cure: () => "divide float32 tensors, x.toFloat(), or see to it that no divisor is 0",
  },
  {
    words: /Dimensions must be equal/,
    operation: /MatMul/,
    cure: () =>
      "the last axis of the first must be as long as the first of the second: transpose or reshape one",
  },
  {
    words: /Dimensions must be equal|Incompatible shapes/,
    cure: () =>
      "bring both to shapes whose axes are equal or 1, counted from the last one: with reshape, expandDims or squeeze",
  },
  {
    words: /Cannot reshape a tensor with (\d+) elements/,
    cure: ([, size]) => `give a shape of ${size} elements in all; one axis may be -1`,
  },
  {
    words: /both shapes must be equal/,
    operation: /Concat|Pack/,
    cure: () => "join tensors that are alike in every axis but the one they are joined along",
  },
  { words: /./, cure: () => "look at what goes in: console.log(x.shape) works while a function is traced" },
];

function cureFor(operation: string, words: string): string | undefined {
  for (const rule of rules) {
    const found = rule.words.exec(words);
    if (found && (rule.operation === undefined || rule.operation.test(operation))) return rule.cure(found);
  }
  return undefined;
}
