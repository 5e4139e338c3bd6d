/** The input pipeline: tf.data's Dataset (https://www.tensorflow.org/api_docs/python/tf/data/Dataset). */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { resolveOptions } from "../../options";
import { type BatchOptions, batched, batchOptions } from "./batch";
import { cached } from "./cache";
import { concatenated } from "./concatenate";
import { disposeElement, type Element, type Structure, toTensors } from "./element";
import { DatasetError, requireCount } from "./errors";
import { type Generate, generated } from "./generator";
import { type MapFunction, mapped } from "./map";
import { AUTOTUNE, prefetched } from "./prefetch";
import { skipped, taken } from "./range";
import { repeated } from "./repeat";
import { type ShuffleOptions, shuffled, shuffleOptions } from "./shuffle";
import { slices } from "./slices";
import type { Open } from "./stream";
import type { ElementValue } from "./values";
import { zipped } from "./zip";

/** What an element is: a tensor, or a tuple or object of such, nested as deep as one likes. */
export type TensorStructure =
  | tf.Tensor
  | readonly TensorStructure[]
  | { readonly [name: string]: TensorStructure };

/** What a function may return for an element: numbers become scalars. */
export type Mapped<Value> = Value extends number | boolean | string
  ? tf.Scalar
  : Value extends tf.Tensor
    ? Value
    : { [Key in keyof Value]: Mapped<Value[Key]> };

/** Slices of tensors have a rank less, which the types do not follow. */
export type Sliced<Value> = Value extends tf.Tensor
  ? tf.Tensor
  : { [Key in keyof Value]: Sliced<Value[Key]> };

type Elements<Datasets> = { [Key in keyof Datasets]: Datasets[Key] extends Dataset<infer T> ? T : never };

/**
 * A sequence of elements that is made while it is iterated. Each method returns a new dataset; their order means what
 * it means in tf.data. A dataset can be iterated any number of times.
 *
 * `for await` frees the tensors of an element when it moves on to the next, also when it is left by `break`, `return`
 * or an error. Who wants to keep one clones it.
 *
 * @example
 * const batches = Dataset.fromTensorSlices([xTrain, yTrain]).cache().shuffle(10_000).batch(64).prefetch(AUTOTUNE);
 * for await (const [x, y] of batches) …
 */
export class Dataset<T> implements AsyncIterable<T> {
  private constructor(
    private readonly open: Open,
    /** How many elements a pass has: Infinity after `repeat()`, null where only a pass can tell. */
    readonly size: number | null,
  ) {}

  /**
   * One element for each position along the first axis of the tensors. The tensors stay yours: dispose them when the
   * dataset is not iterated any more.
   *
   * @throws {DatasetError} where their first axes differ in length.
   */
  static fromTensorSlices<T extends TensorStructure | []>(tensors: T): Dataset<Sliced<T>> {
    const { open, size } = slices(tensors as Structure<tf.Tensor>);
    return new Dataset(open, size);
  }

  /**
   * The elements that a generator yields; each pass calls it anew. The tensors it yields are the dataset's to dispose.
   *
   * @example
   * Dataset.fromGenerator(function* () { for (let i = 0; i < 3; i++) yield tf.scalar(i); })
   */
  static fromGenerator<T extends ElementValue>(
    generate: () => Iterable<T> | AsyncIterable<T>,
  ): Dataset<Mapped<T>> {
    return new Dataset(generated(generate as Generate), null);
  }

  /** The elements of several datasets side by side, as a tuple or an object, up to the end of the shortest. */
  static zip<const T extends readonly Dataset<unknown>[] | { readonly [name: string]: Dataset<unknown> }>(
    datasets: T,
  ): Dataset<Elements<T>> {
    const parts = Object.values(datasets) as Dataset<unknown>[];
    const names = Object.keys(datasets);
    const join = (elements: Element[]): Element =>
      Array.isArray(datasets)
        ? elements
        : Object.fromEntries(elements.map((element, i) => [names[i], element]));
    const sizes = parts.map(({ size }) => size);
    const size = sizes.includes(null) ? null : Math.min(...(sizes as number[]));
    return new Dataset(
      zipped(
        parts.map(({ open }) => open),
        join,
      ),
      size,
    );
  }

  /**
   * Each element by a function, synchronous or not. It may return tensors, numbers, tuples and objects; the element
   * it is given, and what a synchronous one makes on the way, are freed.
   *
   * @example
   * dataset.map(([x, y]) => [x.div(255), y])
   */
  map<Value extends ElementValue | []>(
    change: (element: T) => Value | Promise<Value>,
  ): Dataset<Mapped<Value>> {
    return new Dataset(mapped(this.open, change as unknown as MapFunction), this.size);
  }

  /** Keeps the elements of the first complete pass in memory. What stands before it is not done again. */
  cache(): Dataset<T> {
    return new Dataset(cached(this.open), this.size);
  }

  /**
   * Mixes the elements: each is drawn at random from the next `bufferSize`.
   *
   * @param bufferSize as large as the dataset for an even shuffle.
   */
  shuffle(bufferSize: number, options: ShuffleOptions = {}): Dataset<T> {
    requireCount("shuffle: bufferSize", bufferSize, 1);
    const resolved = resolveOptions("shuffle", options, shuffleOptions, { Refusal: DatasetError });
    return new Dataset(shuffled(this.open, bufferSize, resolved), this.size);
  }

  /** So many elements as one, their tensors stacked. The last batch may be smaller. */
  batch(batchSize: number, options: BatchOptions = {}): Dataset<T> {
    requireCount("batch: batchSize", batchSize, 1);
    const resolved = resolveOptions("batch", options, batchOptions, { Refusal: DatasetError });
    const round = resolved.dropRemainder ? Math.floor : Math.ceil;
    return new Dataset(batched(this.open, batchSize, resolved), this.size && round(this.size / batchSize));
  }

  /** The dataset so many times over. Defaults to without end. */
  repeat(count = Number.POSITIVE_INFINITY): Dataset<T> {
    if (count !== Number.POSITIVE_INFINITY) requireCount("repeat: count", count, 0);
    const size = count === 0 || this.size === 0 ? 0 : this.size && this.size * count;
    return new Dataset(repeated(this.open, count), size);
  }

  /** The first elements. */
  take(count: number): Dataset<T> {
    requireCount("take: count", count, 0);
    return new Dataset(taken(this.open, count), this.size && Math.min(this.size, count));
  }

  /** All but the first elements. */
  skip(count: number): Dataset<T> {
    requireCount("skip: count", count, 0);
    return new Dataset(skipped(this.open, count), this.size && Math.max(0, this.size - count));
  }

  /** This dataset, then another. */
  concatenate(other: Dataset<T>): Dataset<T> {
    const size = this.size === null || other.size === null ? null : this.size + other.size;
    return new Dataset(concatenated(this.open, other.open), size);
  }

  /**
   * Makes the next elements while the consumer works on the last.
   *
   * @param bufferSize elements ahead; `AUTOTUNE` for as many as seem useful.
   */
  prefetch(bufferSize: number): Dataset<T> {
    requireCount("prefetch: bufferSize", bufferSize, AUTOTUNE);
    return new Dataset(prefetched(this.open, bufferSize), this.size);
  }

  /** The next pass is as if so many had been made before: seeded shuffles differ from pass to pass. */
  skipPasses(count: number): void {
    for (let pass = 0; pass < count; pass++) void this.open().close();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    const pass = this.open();
    try {
      for (;;) {
        const [element] = await pass.pull(1);
        if (element === undefined) return;
        const tensors = toTensors(element);
        try {
          yield tensors as T;
        } finally {
          disposeElement(tensors);
        }
      }
    } finally {
      await pass.close();
    }
  }
}
