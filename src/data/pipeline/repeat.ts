/** `repeat`: one pass after the other. Each starts over, so that a shuffle before it has an order for each. */
import { append, collected, type Open, type Stream } from "./stream";

/** @param times Infinity for passes without end. */
export function repeated(open: Open, times: number): Open {
  return () => {
    let current: Stream | undefined;
    let begun = 0;
    let isEmpty = false;
    /** Without an element it would be begun for ever. */
    const isOver = () => begun >= times || (isEmpty && times === Number.POSITIVE_INFINITY);
    return {
      pull: (count) =>
        collected(async (elements) => {
          while (elements.length < count) {
            if (!current) {
              if (isOver()) return;
              current = open();
              begun++;
              isEmpty = true;
            }
            const wanted = count - elements.length;
            const pulled = await current.pull(wanted);
            if (pulled.length > 0) isEmpty = false;
            append(elements, pulled);
            if (pulled.length === wanted) continue;
            const ended = current;
            current = undefined;
            await ended.close();
          }
        }),
      close: async () => current?.close(),
    };
  };
}
