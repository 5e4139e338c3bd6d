/** `repeat`: one pass after the other. Each begins anew, so that a shuffle before it has an order for each. */
import type { Element } from "./element";
import type { Open, Stream } from "./stream";

export function repeated(open: Open, times: number): Open {
  return () => {
    let current: Stream | undefined;
    let begun = 0;
    let isEmpty = false;
    return {
      pull: async (count) => {
        const elements: Element[] = [];
        while (elements.length < count && !isEmpty) {
          if (!current) {
            if (begun === times) break;
            current = open();
            begun++;
            // Without an element it would be begun for ever.
            isEmpty = true;
          }
          const wanted = count - elements.length;
          const pulled = await current.pull(wanted);
          if (pulled.length > 0) isEmpty = false;
          elements.push(...pulled);
          if (pulled.length === wanted) continue;
          await current.close();
          current = undefined;
        }
        return elements;
      },
      close: async () => current?.close(),
    };
  };
}
