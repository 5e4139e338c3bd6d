/** `prefetch`: the next elements are made while the consumer works on the last, wherever it waits. */
import type { Element } from "./element";
import { append, collected, disposeAll, type Open } from "./stream";

/** As many elements ahead as seems useful. */
export const AUTOTUNE = -1;
const AUTOMATIC = 2;

export function prefetched(open: Open, bufferSize: number): Open {
  const ahead = bufferSize === AUTOTUNE ? AUTOMATIC : bufferSize;
  return () => {
    const upstream = open();
    const queue: Promise<Element[]>[] = [];
    let last: Promise<unknown> = Promise.resolve();
    const order = () => {
      const element = last.then(() => upstream.pull(1));
      // It is told to whoever pulls it, if anybody does.
      element.catch(() => {});
      last = element;
      return element;
    };
    return {
      pull: (count) =>
        collected(async (elements) => {
          while (elements.length < count) {
            const pulled = await (queue.shift() ?? order());
            if (pulled.length === 0) return;
            append(elements, pulled);
            while (queue.length < ahead) queue.push(order());
          }
        }),
      close: async () => {
        for (const result of await Promise.allSettled(queue.splice(0))) {
          if (result.status === "fulfilled") disposeAll(result.value);
        }
        await upstream.close();
      },
    };
  };
}
