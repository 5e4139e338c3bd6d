/** The source of `Dataset.fromGenerator`: whatever a generator yields, synchronous or not. */
import type { Element } from "./element";
import type { Open } from "./stream";
import { type ElementValue, tensorsOf } from "./values";

export type Generate = () => Iterable<ElementValue> | AsyncIterable<ElementValue>;

export function generated(generate: Generate): Open {
  return () => {
    const values = generate();
    const iterator =
      Symbol.asyncIterator in values ? values[Symbol.asyncIterator]() : values[Symbol.iterator]();
    let ended = false;
    return {
      pull: async (count) => {
        const elements: Element[] = [];
        while (!ended && elements.length < count) {
          const { done, value } = await iterator.next();
          if (done) ended = true;
          else elements.push(tensorsOf(value));
        }
        return elements;
      },
      close: async () => {
        if (!ended) await iterator.return?.();
        ended = true;
      },
    };
  };
}
