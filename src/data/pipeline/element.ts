/** A dataset's element on its way: a leaf, or tuples and objects of leaves, nested as deep as one likes (tf.nest). */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { type Leaf, Row } from "./rows";

/** A leaf, or an array or plain object of structures. */
export type Structure<Part> =
  | Part
  | readonly Structure<Part>[]
  | { readonly [name: string]: Structure<Part> };

/** Whoever holds an element disposes its tensors; its rows are nobody's to dispose. */
export type Element = Structure<Leaf>;

/** Rows first: there are most of them, and tfjs looks at several properties to tell a tensor. */
const isLeaf = (value: unknown): value is Leaf => value instanceof Row || value instanceof tf.Tensor;

/** The leaves in the order in which they stand. */
export function leavesOf(element: Element, found: Leaf[] = []): Leaf[] {
  if (isLeaf(element)) found.push(element);
  else for (const part of Object.values(element)) leavesOf(part, found);
  return found;
}

/** The same structure with other leaves; `change` is told how many leaves came before. */
export function withLeaves<Other>(
  element: Element,
  change: (leaf: Leaf, position: number) => Other,
): Structure<Other> {
  let position = 0;
  const visit = (part: Element): Structure<Other> => {
    if (isLeaf(part)) return change(part, position++);
    if (Array.isArray(part)) return part.map(visit);
    return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, visit(inner)]));
  };
  return visit(element);
}

/** The element in tensors: those that it has, and new ones for its rows. */
export function toTensors(element: Element): Structure<tf.Tensor> {
  return withLeaves(element, (leaf) => (leaf instanceof Row ? leaf.toTensor() : leaf));
}

export function disposeElement(element: Element): void {
  for (const leaf of leavesOf(element)) if (!(leaf instanceof Row)) leaf.dispose();
}
