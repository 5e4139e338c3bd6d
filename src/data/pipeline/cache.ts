/**
 * `cache`: what the first complete pass brings is kept, in JavaScript's memory, and every later pass takes it from
 * there. A pass that is broken off keeps nothing, as in tf.data.
 */
import { type Element, type Structure, withLeaves } from "./element";
import { ArrayRows, Row } from "./rows";
import type { Open, Stream } from "./stream";

export function cached(open: Open): Open {
  let kept: Element[] | undefined;
  return () => (kept ? from(kept) : filling(open(), (elements) => (kept ??= elements)));
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

function filling(upstream: Stream, complete: (elements: Element[]) => void): Stream {
  const elements: Element[] = [];
  return {
    pull: async (count) => {
      const pulled = await upstream.pull(count);
      const copies = await Promise.all(pulled.map(copyOf));
      elements.push(...copies);
      if (pulled.length < count) complete(elements);
      return pulled;
    },
    close: () => upstream.close(),
  };
}

async function copyOf(element: Element): Promise<Element> {
  const rows: Promise<Row>[] = [];
  withLeaves(element, (leaf) => rows.push(leaf instanceof Row ? Promise.resolve(leaf) : ArrayRows.of(leaf)));
  const copied = await Promise.all(rows);
  return withLeaves(element, (_, position) => copied[position] as Row) as Structure<Row>;
}
