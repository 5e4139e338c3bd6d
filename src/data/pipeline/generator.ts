/** The source of `Dataset.fromGenerator`: whatever a generator yields, synchronous or not. */
import type { Element } from "./element";
import { DatasetError, describeValue } from "./errors";
import { owned } from "./ownership";
import { collected, type Open } from "./stream";
import { type ElementValue, tensorsOf } from "./values";
import { YieldedTensors } from "./yieldedTensors";

export type Generate = () => Iterable<ElementValue> | AsyncIterable<ElementValue>;

type ValueIterator = Iterator<ElementValue> | AsyncIterator<ElementValue>;

export function generated(generate: Generate): Open {
  return () => {
    let iterator: ValueIterator | undefined;
    let ended = false;
    const yielded = new YieldedTensors();
    const next = async (): Promise<IteratorResult<unknown>> => {
      try {
        iterator ??= begun(generate());
        return await iterator.next();
      } catch (error) {
        // One that threw has ended: nothing is there to be closed.
        ended = true;
        throw error;
      }
    };
    return {
      pull: (count) =>
        collected(async (elements) => {
          while (!ended && elements.length < count) {
            const { done, value } = await next();
            if (done) ended = true;
            else elements.push(asElement(value, yielded));
          }
        }),
      close: async () => {
        const isOpen = iterator !== undefined && !ended;
        ended = true;
        try {
          if (isOpen) await iterator?.return?.();
        } finally {
          yielded.dispose();
        }
      },
    };
  };
}

const SOURCE = "fromGenerator: the generator yielded";

function asElement(value: unknown, yielded: YieldedTensors): Element {
  yielded.next(value);
  return owned(
    () => tensorsOf(value, SOURCE),
    // Scalars out of numbers.
    (tensor) => !yielded.has(tensor),
    SOURCE,
  );
}

function begun(values: unknown): ValueIterator {
  const isIterable =
    typeof values === "object" &&
    values !== null &&
    (Symbol.asyncIterator in values || Symbol.iterator in values);
  if (!isIterable) {
    throw new DatasetError(
      `fromGenerator: the function must give elements to iterate, found ${describeValue(values)}.`,
      { cure: "give a generator: function* () { yield [x, y]; }" },
    );
  }
  const iterable = values as Iterable<ElementValue> | AsyncIterable<ElementValue>;
  return Symbol.asyncIterator in iterable ? iterable[Symbol.asyncIterator]() : iterable[Symbol.iterator]();
}
