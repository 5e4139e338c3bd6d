/**
 * Parts of elements that have not been taken out of their tensor or array yet. Shuffling moves these about, and
 * batching takes all of a batch at once, so that no element ever becomes a tensor of its own on the way.
 */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { DatasetError } from "./errors";

/** Where rows come from. */
export interface RowSource {
  readonly shape: number[];
  readonly dtype: tf.DataType;
  /** The rows at these positions as one new tensor, `[indices, …shape]`. */
  gather(indices: number[]): tf.Tensor;
}

/** One row of a source. */
export class Row {
  constructor(
    readonly source: RowSource,
    readonly index: number,
  ) {}

  /** The row as a new tensor. */
  toTensor(): tf.Tensor {
    return tf.tidy(() => this.source.gather([this.index]).reshape(this.source.shape));
  }
}

/** The rows of a tensor, along its first axis. The tensor stays its owner's. */
export class TensorRows implements RowSource {
  readonly shape: number[];
  readonly dtype: tf.DataType;

  constructor(private readonly tensor: tf.Tensor) {
    this.shape = tensor.shape.slice(1);
    this.dtype = tensor.dtype;
  }

  gather(indices: number[]): tf.Tensor {
    if (this.tensor.isDisposed) {
      throw new DatasetError("a tensor that the dataset reads has been disposed.", {
        cure: "dispose it when the dataset is not iterated any more",
      });
    }
    return tf.tidy(() => tf.gather(this.tensor, tf.tensor1d(indices, "int32")));
  }
}

type Values = Float32Array | Int32Array | Uint8Array | string[];

/** Rows in JavaScript's memory, where nobody has to dispose them. */
export class ArrayRows implements RowSource {
  private readonly size: number;

  constructor(
    private readonly values: Values,
    readonly shape: number[],
    readonly dtype: tf.DataType,
  ) {
    this.size = tf.util.sizeFromShape(shape);
  }

  /** A tensor as a single row. */
  static async of(tensor: tf.Tensor): Promise<Row> {
    const values: unknown = await tensor.data();
    return new Row(new ArrayRows(values as Values, tensor.shape, tensor.dtype), 0);
  }

  row(index: number): Values {
    return this.values.slice(index * this.size, (index + 1) * this.size);
  }

  gather(indices: number[]): tf.Tensor {
    return joined(
      indices.map((index) => new Row(this, index)),
      this,
    );
  }
}

function joined(rows: Row[], { shape, dtype }: RowSource): tf.Tensor {
  const size = tf.util.sizeFromShape(shape);
  const parts = rows.map(({ source, index }) => (source as ArrayRows).row(index));
  const whole = [rows.length, ...shape];
  if (dtype === "string") return tf.tensor((parts as string[][]).flat(), whole, dtype);
  const values = tf.util.getTypedArrayFromDType(dtype as "float32", rows.length * size);
  for (const [position, part] of parts.entries()) values.set(part as Float32Array, position * size);
  return tf.tensor(values, whole, dtype);
}

export type Leaf = tf.Tensor | Row;

/** The leaves of several elements as one new tensor with a new first axis. The leaves stay as they are. */
export function stack(leaves: Leaf[]): tf.Tensor {
  const [first] = leaves;
  const rows = leaves.filter((leaf): leaf is Row => leaf instanceof Row);
  if (first instanceof Row && rows.length === leaves.length) {
    if (rows.every(({ source }) => source === first.source)) {
      return first.source.gather(rows.map(({ index }) => index));
    }
    if (rows.every(({ source }) => source instanceof ArrayRows && isAlike(source, first.source))) {
      return joined(rows, first.source);
    }
  }
  return tf.tidy(() => tf.stack(leaves.map((leaf) => (leaf instanceof Row ? leaf.toTensor() : leaf))));
}

const isAlike = (one: RowSource, other: RowSource) =>
  one.dtype === other.dtype && tf.util.arraysEqual(one.shape, other.shape);
