/** The structure and dtypes that a dataset's elements have in common, and in a batch the shapes (tf.data's element_spec). */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { type Element, isLeaf, partName } from "./element";
import { DatasetError, describeValue } from "./errors";
import { type Leaf, Row } from "./rows";

export interface Difference {
  /** The part's name, such as `x[0].label`; empty where it is the element itself. */
  part: string;
  expected: string;
  found: string;
  kind: "structure" | "dtype" | "shape";
}

/**
 * The first part in which an element differs from another. Names count, and not the order in which they stand.
 *
 * @param shapes whether shapes must be the same too.
 */
export function differenceOf(
  expected: Element,
  found: Element,
  { shapes }: { shapes: boolean },
  part = "",
): Difference | undefined {
  if (isLeaf(expected) && isLeaf(found)) {
    // Rows of one source are alike, and there are many of them.
    if (expected instanceof Row && found instanceof Row && expected.source === found.source) return undefined;
    const [one, other] = [typeOf(expected), typeOf(found)];
    const texts = { part, expected: typeText(one), found: typeText(other) };
    if (one.dtype !== other.dtype) return { ...texts, kind: "dtype" };
    return shapes && one.shape.join() !== other.shape.join() ? { ...texts, kind: "shape" } : undefined;
  }
  const names = partNames(expected);
  const others = partNames(found);
  const isAlike =
    names !== undefined &&
    others !== undefined &&
    Array.isArray(expected) === Array.isArray(found) &&
    names.length === others.length &&
    names.every((name) => Object.hasOwn(found, name));
  if (!isAlike) {
    return { part, expected: describeElement(expected), found: describeElement(found), kind: "structure" };
  }
  for (const name of names) {
    const inner = partName(part, Array.isArray(expected) ? Number(name) : name);
    const difference = differenceOf(partOf(expected, name), partOf(found, name), { shapes }, inner);
    if (difference) return difference;
  }
  return undefined;
}

/** @param what the call and the element, such as `batch: element 3`; @param as what it was compared with. */
export function differenceError(
  what: string,
  as: string,
  { part, expected, found, kind }: Difference,
): DatasetError {
  const where = part === "" ? "" : ` in part ${part}`;
  return new DatasetError(`${what} must be as ${as}${where}: expected ${expected}, found ${found}.`, {
    cure: cures[kind],
  });
}

const cures = {
  structure: "give every element the same parts, by the same names, with map",
  dtype: 'bring them to one dtype with map: dataset.map((x) => x.cast("float32"))',
  shape: "bring them to one shape with map, such as by tf.image.resizeBilinear, tf.pad or x.reshape([…])",
};

/** The part of an element by its name, or by its position. */
export const partOf = (element: Element, name: string): Element =>
  (element as Record<string, Element>)[name] as Element;

const partNames = (element: Element): string[] | undefined =>
  isLeaf(element) ? undefined : Object.keys(element);

interface LeafType {
  dtype: tf.DataType;
  shape: readonly number[];
}

const typeOf = (leaf: Leaf): LeafType => (leaf instanceof Row ? leaf.source : leaf);

const typeText = ({ dtype, shape }: LeafType): string => `a tensor of ${dtype} [${shape.join(", ")}]`;

function describeElement(element: Element): string {
  if (isLeaf(element)) return typeText(typeOf(element));
  if (Array.isArray(element)) return `a tuple of ${element.length}`;
  return describeValue(element);
}
