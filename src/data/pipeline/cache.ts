/**
 * `cache`: what the first complete pass brings is kept, in JavaScript's memory, and every later pass takes it from
 * there. A pass that is broken off keeps nothing, as in tf.data.
 */
import { type Element, leavesOf, type Structure, withLeaves } from "./element";
import { ArrayRows, type Leaf, Row } from "./rows";
import { append, disposeAll, type Open, type Stream } from "./stream";

/** @param size of the dataset, where it is known: with so many elements a pass is complete. */
export function cached(open: Open, size: number | null): Open {
  let kept: Element[] | undefined;
  return () => (kept ? from(kept) : filling(open(), size, (elements) => (kept ??= elements)));
}

function from(kept: Element[]): Stream {
  let next = 0;
  return {
    pull: async (count) => {
      const elements = kept.slice(next, next + count);
      next += elements.length;
      return elements;
    },
    close: async () => {},
  };
}

function filling(upstream: Stream, size: number | null, complete: (elements: Element[]) => void): Stream {
  const elements: Element[] = [];
  return {
    pull: async (count) => {
      const pulled = await upstream.pull(count);
      try {
        append(elements, await Promise.all(pulled.map(copyOf)));
      } catch (error) {
        disposeAll(pulled);
        throw error;
      }
      if (pulled.length < count || elements.length === size) complete(elements);
      return pulled;
    },
    close: () => upstream.close(),
  };
}

async function copyOf(element: Element): Promise<Element> {
  const copies = new Map<Leaf, Row>();
  await Promise.all(
    leavesOf(element).map(async (leaf) => {
      copies.set(leaf, leaf instanceof Row ? leaf : await ArrayRows.of(leaf));
    }),
  );
  return withLeaves(element, (leaf) => copies.get(leaf) as Row) as Structure<Row>;
}
