/** `batch`: so many elements as one, each of their tensors with a new first axis. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { boolean, type OptionsOf, type Resolved } from "../../options";
import { type Element, isLeaf } from "./element";
import { differenceError, differenceOf, partOf } from "./elementSpec";
import { type Leaf, stack } from "./rows";
import { collected, disposeAll, type Open, streamFrom } from "./stream";

export interface BatchOptions {
  /** Leaves out a last batch that would be smaller. Defaults to false. */
  dropRemainder?: boolean;
}

export const batchOptions = { dropRemainder: boolean(false) } satisfies OptionsOf<BatchOptions>;

export function batched(
  open: Open,
  batchSize: number,
  { dropRemainder }: Resolved<typeof batchOptions>,
): Open {
  return () => {
    const upstream = open();
    // Structure and dtypes hold for the whole dataset, shapes for a batch, as in tf.data.
    let first: Element | undefined;
    let position = 0;
    return streamFrom(upstream, (count) =>
      collected(async (batches) => {
        while (batches.length < count) {
          const elements = await upstream.pull(batchSize);
          try {
            if (elements.length === 0 || (dropRemainder && elements.length < batchSize)) break;
            first ??= elements[0] as Element;
            requireAlike(first, elements, position);
            batches.push(stacked(elements));
            position += elements.length;
          } finally {
            disposeAll(elements);
          }
        }
      }),
    );
  };
}

/** @param position of the batch's first element in the dataset. */
function requireAlike(first: Element, elements: readonly Element[], position: number): void {
  for (const [index, element] of elements.entries()) {
    const ofDataset = differenceOf(first, element, { shapes: false });
    const difference = ofDataset ?? differenceOf(elements[0] as Element, element, { shapes: true });
    if (!difference) continue;
    const as = ofDataset || position === 0 ? "element 0" : `element ${position}, the first of its batch`;
    throw differenceError(`batch: element ${position + index}`, as, difference);
  }
}

/** By names: elements may hold them in any order. Where a later leaf fails, the earlier ones are freed. */
function stacked(elements: readonly Element[]): Element {
  return tf.tidy(() => stackedParts(elements) as tf.TensorContainer) as Element;
}

function stackedParts(elements: readonly Element[]): Element {
  const [first] = elements as [Element];
  if (isLeaf(first)) return stack(elements as Leaf[]);
  const column = (name: string) => stackedParts(elements.map((element) => partOf(element, name)));
  if (Array.isArray(first)) return first.map((_, index) => column(String(index)));
  return Object.fromEntries(Object.keys(first).map((name) => [name, column(name)]));
}
