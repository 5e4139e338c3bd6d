/** The source of `Dataset.fromGenerator`: whatever a generator yields, synchronous or not. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { DatasetError, describeValue } from "./errors";
import { disposeOthers, newTensors, owned } from "./ownership";
import { collected, type Open } from "./stream";
import { type ElementValue, tensorsIn, tensorsOf } from "./values";

export type Generate = () => Iterable<ElementValue> | AsyncIterable<ElementValue>;

type ValueIterator = Iterator<ElementValue> | AsyncIterator<ElementValue>;

const SOURCE = "fromGenerator: the generator yielded";

export function generated(generate: Generate): Open {
  return () => {
    let iterator: ValueIterator | undefined;
    let isNew = (_: tf.Tensor) => false;
    let ended = false;
    /** An element owns what was yielded first; yielded again, it is cloned. */
    const given = new WeakSet<tf.Tensor>();
    const next = async (): Promise<IteratorResult<unknown>> => {
      try {
        if (!iterator) {
          isNew = newTensors();
          iterator = begun(generate());
        }
        return await iterator.next();
      } catch (error) {
        // One that threw has ended: nothing is there to be closed.
        ended = true;
        throw error;
      }
    };
    const isGiven = (tensor: tf.Tensor) => isNew(tensor) && !given.has(tensor);
    return {
      pull: (count) =>
        collected(async (elements) => {
          while (!ended && elements.length < count) {
            const { done, value } = await next();
            if (done) {
              ended = true;
              return;
            }
            const yielded = tensorsIn(value);
            try {
              elements.push(owned(() => tensorsOf(value, SOURCE), isGiven, SOURCE));
            } catch (error) {
              disposeOthers(yielded.filter(isGiven), undefined);
              throw error;
            }
            for (const tensor of yielded) given.add(tensor);
          }
        }),
      close: async () => {
        const isOpen = iterator !== undefined && !ended;
        ended = true;
        if (isOpen) await iterator?.return?.();
      },
    };
  };
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
