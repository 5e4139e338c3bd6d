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
export const isLeaf = (value: unknown): value is Leaf => value instanceof Row || value instanceof tf.Tensor;

/** An object that is written `{ … }`, whichever context of Node's it comes from. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The name of a part inside another: `[0]`, `x`, `x[0].label`. */
export function partName(outer: string, inner: string | number): string {
  if (typeof inner === "number") return `${outer}[${inner}]`;
  return outer === "" ? inner : `${outer}.${inner}`;
}

/** The leaves in the order in which they stand. */
export function leavesOf<Found extends Leaf>(element: Structure<Found>, found: Found[] = []): Found[] {
  if (isLeaf(element)) found.push(element);
  else for (const part of Object.values(element)) leavesOf(part as Structure<Found>, found);
  return found;
}

/** The same structure with other leaves. */
export function withLeaves<Found extends Leaf, Other>(
  element: Structure<Found>,
  change: (leaf: Found, name: string) => Other,
  name = "",
): Structure<Other> {
  if (isLeaf(element)) return change(element as Found, name);
  if (Array.isArray(element)) {
    return element.map((part, index) => withLeaves(part, change, partName(name, index)));
  }
  return Object.fromEntries(
    Object.entries(element).map(([key, part]) => [key, withLeaves(part, change, partName(name, key))]),
  );
}

/** The element in tensors: those that it has, and new ones for its rows. Where one cannot be made, all are freed. */
export function toTensors(element: Element): Structure<tf.Tensor> {
  const made: tf.Tensor[] = [];
  try {
    return withLeaves(element, (leaf) => {
      if (!(leaf instanceof Row)) return leaf;
      const tensor = leaf.toTensor();
      made.push(tensor);
      return tensor;
    });
  } catch (error) {
    disposeElement([element, made]);
    throw error;
  }
}

/** Frees an element's tensors. One that was kept with `tf.keep` has become the program's. */
export function disposeElement(element: Element): void {
  for (const leaf of leavesOf(element)) if (!(leaf instanceof Row) && !leaf.kept) leaf.dispose();
}
