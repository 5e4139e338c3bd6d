/** For which arguments a graph was made, and what sets them apart from those that have one. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { type Flat, flatten, type Leaf } from "./structure";

/** Arguments of a call. */
export interface Arguments extends Flat {
  /** Equal where one graph serves both. */
  signature: string;
}

/** A variable is handed over itself: the function may assign it. */
const isValue = (value: unknown): value is tf.Tensor =>
  value instanceof tf.Tensor && !(value instanceof tf.Variable);

export function argumentsOf(args: readonly unknown[]): Arguments {
  const parts = args.map((argument, index) => flatten(argument, `argument ${index + 1}`, isValue));
  const leaves = parts.flatMap(({ leaves }) => leaves);
  return {
    tensors: parts.flatMap(({ tensors }) => tensors),
    leaves,
    signature: JSON.stringify(leaves.map(({ path, type }) => [path, type])),
    rebuild: (tensors) => {
      const left = [...tensors];
      return parts.map((part) => part.rebuild(left.splice(0, part.tensors.length)));
    },
  };
}

/**
 * The differences between new arguments and earlier ones, in words.
 *
 * @param known the arguments of earlier calls; the new ones are compared with those most like them.
 */
export function differenceFrom(
  known: readonly (readonly Leaf[])[],
  leaves: readonly Leaf[],
): string | undefined {
  const [least] = known
    .map((others) => differences(others, leaves))
    .sort((one, other) => one.length - other.length);
  if (!least) return undefined;
  const [first = "", ...more] = least;
  return more.length === 0 ? first : `${first}, and ${more.length} more`;
}

function differences(known: readonly Leaf[], leaves: readonly Leaf[]): string[] {
  const typeAt = new Map(known.map(({ path, type }) => [path, type]));
  const found = leaves.flatMap(({ path, type }) => {
    const before = typeAt.get(path);
    typeAt.delete(path);
    if (before === type) return [];
    return [before === undefined ? `${path} is new: ${type}` : `${path} is ${type}, and was ${before}`];
  });
  return [...found, ...[...typeAt.keys()].map((path) => `${path} is missing`)];
}
