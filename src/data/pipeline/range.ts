/** `take` and `skip`: a part of a dataset. */
import { disposeAll, type Open, streamFrom } from "./stream";

/** So many elements are dropped at a time. */
const AT_ONCE = 64;

/** @param limit a negative one takes all. */
export function taken(open: Open, limit: number): Open {
  if (limit < 0) return open;
  return () => {
    const upstream = open();
    let left = limit;
    return streamFrom(upstream, async (count) => {
      if (left === 0) return [];
      const elements = await upstream.pull(Math.min(count, left));
      left -= elements.length;
      return elements;
    });
  };
}

/** @param number a negative one skips all. */
export function skipped(open: Open, number: number): Open {
  // Nothing is read for it: it ends on a dataset without end, too.
  if (number < 0) return taken(open, 0);
  return () => {
    const upstream = open();
    let left = number;
    return streamFrom(upstream, async (count) => {
      while (left > 0) {
        const wanted = Math.min(AT_ONCE, left);
        const dropped = await upstream.pull(wanted);
        disposeAll(dropped);
        left = dropped.length < wanted ? 0 : left - wanted;
      }
      return upstream.pull(count);
    });
  };
}
