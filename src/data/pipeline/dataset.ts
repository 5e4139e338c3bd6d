/** The input pipeline: tf.data's Dataset (https://www.tensorflow.org/api_docs/python/tf/data/Dataset). */
import type * as tf from "@tensorflow/tfjs-node-gpu";
import { resolveOptions } from "../../options";
import { type BatchOptions, batched, batchOptions } from "./batch";
import { cached } from "./cache";
import { concatenated } from "./concatenate";
import { disposeElement, leavesOf, toTensors } from "./element";
import { DatasetError, describeValue, requireCount } from "./errors";
import { type Generate, generated } from "./generator";
import type { List } from "./lists";
import { type MapFunction, mapped } from "./map";
import { lend } from "./ownership";
import { AUTOTUNE, prefetched } from "./prefetch";
import { skipped, taken } from "./range";
import { repeated } from "./repeat";
import { type ShuffleOptions, shuffled, shuffleOptions } from "./shuffle";
import { slices } from "./slices";
import type { Open } from "./stream";
import type { TypedArray } from "./typedArrays";
import type { ElementValue } from "./values";
import { zipped } from "./zip";

/** An element: a tensor, or a tuple or object of tensors, nested to any depth. */
export type TensorStructure =
  | tf.Tensor
  | readonly TensorStructure[]
  | { readonly [name: string]: TensorStructure };

/** Values that can be taken apart along their first axis: tensors, lists and typed arrays, and structures of them. */
export type Sliceable =
  | tf.Tensor
  | TypedArray
  | List
  | readonly Sliceable[]
  | { readonly [name: string]: Sliceable };

/** Values that a function may return for an element: numbers become scalars, typed arrays tensors of one axis. */
export type Mapped<Value> =
  IsAny<Value> extends true
    ? Value
    : // Nothing more is known of it, and it has no end.
      [ElementValue] extends [Value]
      ? TensorStructure
      : MappedParts<Value>;

type MappedParts<Value> = Value extends number | boolean | string
  ? tf.Scalar
  : Value extends TypedArray
    ? tf.Tensor1D
    : Value extends tf.Tensor
      ? Value
      : { [Key in keyof Value]: Mapped<Value[Key]> };

type IsAny<Value> = 0 extends 1 & Value ? true : false;

/** Slices of tensors have a rank less, which the types do not follow. */
export type Sliced<Value> = Value extends tf.Tensor | TypedArray | List
  ? tf.Tensor
  : { [Key in keyof Value]: Sliced<Value[Key]> };

/** Datasets in a tuple or an object, nested as deep as one likes. */
export type Datasets = Dataset<unknown> | readonly Datasets[] | { readonly [name: string]: Datasets };

/** The element of datasets that are zipped. */
export type Zipped<Given> =
  Given extends Dataset<infer T> ? T : { -readonly [Key in keyof Given]: Zipped<Given[Key]> };

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
   * One element for each position along the first axis of tensors, lists or typed arrays, alone or in tuples and
   * objects. A list of numbers, booleans or strings is one tensor (float32, bool, string), a list of lists one with
   * more axes; an array with a tensor or an object in it is a tuple. Typed arrays of integers are int32, others
   * float32.
   *
   * Tensors stay yours: dispose them when the dataset is not iterated any more. Of lists and typed arrays it has a copy.
   *
   * @throws {DatasetError} where first axes differ in length, or there is nothing with a first axis.
   * @example
   * Dataset.fromTensorSlices([xTrain, yTrain])
   * Dataset.fromTensorSlices({ height: [1.7, 1.8], name: ["Ada", "Alan"] })
   */
  static fromTensorSlices<T extends Sliceable | []>(tensors: T): Dataset<Sliced<T>> {
    const { open, size } = slices(tensors);
    return new Dataset(open, size);
  }

  /**
   * The elements that a generator yields; each pass calls it again. The tensors that it makes and yields are the
   * dataset's to dispose. Those that were there before the pass, variables, and tensors kept with `tf.keep` stay yours.
   *
   * @throws {DatasetError} while iterated, where it yields what is no element, or a tensor that has been freed.
   * @example
   * Dataset.fromGenerator(function* () { for (let i = 0; i < 3; i++) yield tf.scalar(i); })
   */
  static fromGenerator<T extends ElementValue>(
    generate: () => Iterable<T> | AsyncIterable<T>,
  ): Dataset<Mapped<T>> {
    requireFunction("fromGenerator", generate, "give the function that makes the generator: () => generator");
    return new Dataset(generated(generate as Generate), null);
  }

  /**
   * The elements of several datasets side by side, as a tuple or an object (nested as the datasets are), up to the end of
   * the shortest. `zip(a, b)` is `zip([a, b])`.
   *
   * @throws {DatasetError} where there is no dataset, or something else.
   */
  static zip<const T extends Datasets>(datasets: T): Dataset<Zipped<T>>;
  static zip<const T extends readonly Dataset<unknown>[]>(...datasets: T): Dataset<Zipped<T>>;
  static zip(...given: unknown[]): Dataset<unknown> {
    const { open, size } = zipped(given.length > 1 ? given : given[0], (value) =>
      value instanceof Dataset ? { open: value.open, size: value.size } : undefined,
    );
    return new Dataset(open, size);
  }

  /**
   * Each element by a function, synchronous or not. It may return tensors, numbers, typed arrays, tuples and objects.
   *
   * Freed are the element that it is given, what it returns once that was used, and what it makes on the way, of an
   * asynchronous one before its first `await` (what it makes later it frees itself). Tensors that were there before,
   * variables and tensors kept with `tf.keep` stay as they are, also where it returns them.
   *
   * @throws {DatasetError} while iterated, where it returns what is no element, or a tensor that has been freed.
   * @example
   * dataset.map(([x, y]) => [x.div(255), y])
   */
  map<Value extends ElementValue | []>(
    change: (element: T) => Value | Promise<Value>,
  ): Dataset<Mapped<Value>> {
    requireFunction("map", change, "give a function: dataset.map(([x, y]) => [x.div(255), y])");
    return new Dataset(mapped(this.open, change as unknown as MapFunction), this.size);
  }

  /** Keeps the elements of the first complete pass in memory. What stands before it is not done again. */
  cache(): Dataset<T> {
    return new Dataset(cached(this.open, this.size), this.size);
  }

  /**
   * Mixes the elements: each is drawn at random from the next `bufferSize`.
   *
   * @param bufferSize at least 1; as large as the dataset for an even shuffle.
   */
  shuffle(bufferSize: number, options: ShuffleOptions = {}): Dataset<T> {
    const cure = "give how many elements are mixed at a time: dataset.shuffle(1000)";
    requireCount("shuffle: bufferSize", bufferSize, { least: 1, cure });
    const resolved = resolveOptions("shuffle", options, shuffleOptions, { Refusal: DatasetError });
    return new Dataset(shuffled(this.open, bufferSize, resolved), this.size);
  }

  /**
   * So many elements as one, their tensors stacked, `[…]` to `[batchSize, …]`. The last batch may be smaller.
   *
   * @param batchSize at least 1.
   * @throws {DatasetError} while iterated, where elements differ in their parts or dtypes, or those of a batch in shapes.
   */
  batch(batchSize: number, options: BatchOptions = {}): Dataset<T> {
    const cure = "give how many elements make a batch: dataset.batch(32)";
    requireCount("batch: batchSize", batchSize, { least: 1, cure });
    const resolved = resolveOptions("batch", options, batchOptions, { Refusal: DatasetError });
    const round = resolved.dropRemainder ? Math.floor : Math.ceil;
    return new Dataset(batched(this.open, batchSize, resolved), this.size && round(this.size / batchSize));
  }

  /**
   * The dataset so many times over.
   *
   * @param count passes; -1 or any negative number for passes without end. Defaults to without end.
   */
  repeat(count = Number.POSITIVE_INFINITY): Dataset<T> {
    if (count !== Number.POSITIVE_INFINITY) {
      requireCount("repeat: count", count, { cure: "leave it out, or give -1, to repeat without end" });
    }
    const times = count < 0 ? Number.POSITIVE_INFINITY : count;
    const size = times === 0 || this.size === 0 ? 0 : this.size && this.size * times;
    // Of unknown length, and then without end: fit is not to wait for its end.
    const isEndless = size === null && times === Number.POSITIVE_INFINITY;
    return new Dataset(repeated(this.open, times), isEndless ? times : size);
  }

  /**
   * The first elements.
   *
   * @param count how many; -1 or any negative number for all.
   */
  take(count: number): Dataset<T> {
    requireCount("take: count", count, { cure: "give how many elements are taken; -1 takes all" });
    const size = count < 0 ? this.size : this.size && Math.min(this.size, count);
    return new Dataset(taken(this.open, count), size);
  }

  /**
   * All but the first elements.
   *
   * @param count how many are left out; -1 or any negative number for all.
   */
  skip(count: number): Dataset<T> {
    requireCount("skip: count", count, { cure: "give how many elements are left out; -1 skips all" });
    const size = count < 0 ? 0 : this.size && Math.max(0, this.size - count);
    return new Dataset(skipped(this.open, count), size);
  }

  /**
   * This dataset, then another.
   *
   * @throws {DatasetError} where it is no dataset; while iterated, where its elements have other parts or dtypes.
   */
  concatenate(other: Dataset<T>): Dataset<T> {
    if (!(other instanceof Dataset)) {
      throw new DatasetError(`concatenate: expected a dataset, found ${describeValue(other)}.`, {
        cure: "dataset.concatenate(Dataset.fromTensorSlices(tensors))",
      });
    }
    const sizes = [this.size, other.size];
    const isKnown = !sizes.includes(null) || sizes.includes(Number.POSITIVE_INFINITY);
    const size = isKnown ? (this.size ?? 0) + (other.size ?? 0) : null;
    return new Dataset(concatenated(this.open, other.open), size);
  }

  /**
   * Makes the next elements while the consumer works on the last.
   *
   * @param bufferSize elements ahead; `AUTOTUNE` for as many as seem useful.
   */
  prefetch(bufferSize: number): Dataset<T> {
    const cure = "dataset.prefetch(AUTOTUNE)";
    if (bufferSize !== AUTOTUNE) {
      requireCount("prefetch: bufferSize", bufferSize, { least: 0, or: "or AUTOTUNE", cure });
    }
    return new Dataset(prefetched(this.open, bufferSize), this.size);
  }

  /** The next pass is as if so many had been made before: seeded shuffles differ from pass to pass. */
  skipPasses(count: number): void {
    for (let pass = 0; pass < count; pass++) void this.open().close();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    const pass = this.open();
    let error: unknown;
    try {
      for (;;) {
        const [element] = await pass.pull(1);
        if (element === undefined) return;
        const tensors = toTensors(element);
        // The loop may put others in their place: those are its own.
        const leaves = leavesOf(tensors);
        try {
          lend(leaves);
          yield tensors as T;
        } finally {
          disposeElement(leaves);
        }
      }
    } catch (thrown) {
      error = thrown;
      throw thrown;
    } finally {
      // An error from closing the generator must not hide the one for which it is closed.
      const closing = pass.close();
      await (error === undefined ? closing : closing.catch(() => {}));
    }
  }
}

function requireFunction(what: string, value: unknown, cure: string): void {
  if (typeof value === "function") return;
  throw new DatasetError(`${what}: expected a function, found ${describeValue(value)}.`, { cure });
}
