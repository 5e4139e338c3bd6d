/** `batch`: so many elements as one, each of their tensors with a new first axis. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { boolean, type OptionsOf, type Resolved } from "../../options";
import { type Element, leavesOf, withLeaves } from "./element";
import { DatasetError } from "./errors";
import { type Leaf, Row, stack } from "./rows";
import { disposeAll, type Open, streamFrom } from "./stream";

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
    return streamFrom(upstream, async (count) => {
      const batches: Element[] = [];
      while (batches.length < count) {
        const elements = await upstream.pull(batchSize);
        try {
          if (elements.length === 0 || (dropRemainder && elements.length < batchSize)) break;
          batches.push(stacked(elements));
        } catch (error) {
          disposeAll(batches);
          throw error;
        } finally {
          disposeAll(elements);
        }
      }
      return batches;
    });
  };
}

function stacked(elements: Element[]): Element {
  const [first] = elements as [Element];
  const columns = elements.map((element) => leavesOf(element));
  // Where a later leaf does not fit, the earlier ones are freed.
  return tf.tidy(
    () =>
      withLeaves(first, (leaf, position) => {
        const leaves = columns.map((of) => of[position]);
        for (const [index, other] of leaves.entries())
          if (!isAlike(leaf, other)) throw misfit(leaf, other, index);
        return stack(leaves as Leaf[]);
      }) as tf.TensorContainer,
  ) as Element;
}

function isAlike(leaf: Leaf, other: Leaf | undefined): boolean {
  if (leaf instanceof Row && other instanceof Row && leaf.source === other.source) return true;
  return other !== undefined && tf.util.arraysEqual(shapeOf(leaf), shapeOf(other));
}

const shapeOf = (leaf: Leaf): number[] => (leaf instanceof Row ? leaf.source.shape : leaf.shape);

function misfit(leaf: Leaf, other: Leaf | undefined, index: number): DatasetError {
  const found = other ? `[${shapeOf(other).join(", ")}]` : "none";
  return new DatasetError(
    `batch: all elements must have one shape, found [${shapeOf(leaf).join(", ")}] and then ${found} ${index} elements later.`,
    { cure: "bring them to one shape with map" },
  );
}
