/** `concatenate`: one dataset, then another. */
import type { Open, Stream } from "./stream";

export function concatenated(first: Open, second: Open): Open {
  return () => {
    let current: Stream = first();
    let isSecond = false;
    return {
      pull: async (count) => {
        const elements = await current.pull(count);
        if (elements.length === count || isSecond) return elements;
        await current.close();
        current = second();
        isSecond = true;
        return [...elements, ...(await current.pull(count - elements.length))];
      },
      close: () => current.close(),
    };
  };
}
