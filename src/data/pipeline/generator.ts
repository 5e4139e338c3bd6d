/** The source of `Dataset.fromGenerator`: whatever a generator yields, synchronous or not. */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import type { Element } from "./element";
import { DatasetError, describeValue } from "./errors";
import { disposeOthers, newTensors, owned } from "./ownership";
import { collected, type Open } from "./stream";
import { type ElementValue, tensorsIn, tensorsOf } from "./values";

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
            else elements.push(yielded.asElement(value));
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

/**
 * What a generator yielded last. Elements have clones of it: once it goes on, the generator may still compute with the
 * tensor, or yield it again. It is freed when the next value is there.
 */
class YieldedTensors {
  private last = new Set<tf.Tensor>();
  private readonly isNew = newTensors();

  asElement(value: unknown): Element {
    const before = this.last;
    this.last = new Set(tensorsIn(value));
    try {
      return owned(
        () => tensorsOf(value, SOURCE),
        // Scalars out of numbers.
        (tensor) => !this.last.has(tensor),
        SOURCE,
      );
    } finally {
      this.free([...before].filter((tensor) => !this.last.has(tensor)));
    }
  }

  dispose(): void {
    this.free([...this.last]);
    this.last.clear();
  }

  private free(tensors: readonly tf.Tensor[]): void {
    disposeOthers(tensors.filter(this.isNew), undefined);
  }
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
