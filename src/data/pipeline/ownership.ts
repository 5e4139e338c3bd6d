/**
 * Ownership of tensors. A dataset frees what was made for its elements. Variables, tensors kept with `tf.keep` and tensors
 * that were there before stay the program's: of these, an element holds clones.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { leavesOf, type Structure, withLeaves } from "./element";
import { DatasetError } from "./errors";

/** Tells tensors made from now on from those that are there. */
export function newTensors(): (tensor: tf.Tensor) => boolean {
  // Tensors are numbered in the order in which they are made. tfjs's declarations keep its counter to itself.
  const number = (tf.engine() as unknown as { nextTensorId(): number }).nextTensorId();
  return (tensor) => tensor.id > number;
}

const lent = new WeakSet<tf.Tensor>();

/** Notes that these will be freed when a loop over a dataset moves on, whoever else has got them. */
export function lend(tensors: readonly tf.Tensor[]): void {
  for (const tensor of tensors) lent.add(tensor);
}

/** Whether somebody else frees the tensor: the program, or the loop over a dataset that has it. */
export const belongsElsewhere = (tensor: tf.Tensor): boolean =>
  tensor.kept || tensor instanceof tf.Variable || lent.has(tensor);

/**
 * A value as an element, whose tensors are its own to dispose: each stands in it once, and none is the program's.
 *
 * @param make gives the value. What it makes is freed where it fails.
 * @param isGiven whether the element may have the tensor itself, rather than a clone.
 * @param source what the value comes from, for errors: `map: the function returned`.
 * @throws {DatasetError} where one of its tensors has been freed.
 */
export function owned(
  make: () => Structure<tf.Tensor>,
  isGiven: (tensor: tf.Tensor) => boolean,
  source: string,
): Structure<tf.Tensor> {
  return tf.tidy(() => {
    const taken = new Set<tf.Tensor>();
    const element = withLeaves(make(), (tensor, name) => {
      if (tensor.isDisposed) throw freed(tensor, name, source);
      if (!isGiven(tensor) || belongsElsewhere(tensor) || taken.has(tensor)) return tensor.clone();
      taken.add(tensor);
      return tensor;
    });
    return element as tf.TensorContainer;
  }) as Structure<tf.Tensor>;
}

function freed({ dtype, shape }: tf.Tensor, name: string, source: string): DatasetError {
  const part = name === "" ? "" : `, as part ${name}`;
  return new DatasetError(`${source} a tensor that has been freed, ${dtype} [${shape.join(", ")}]${part}.`, {
    cure: "make a tensor that serves several elements before the dataset is iterated, or tf.keep it",
  });
}

/** Frees tensors but those that the element holds, and those that belong elsewhere. */
export function disposeOthers(tensors: Iterable<tf.Tensor>, element: Structure<tf.Tensor> | undefined): void {
  const held = new Set(element === undefined ? [] : leavesOf(element));
  for (const tensor of tensors) if (!held.has(tensor) && !belongsElsewhere(tensor)) tensor.dispose();
}
