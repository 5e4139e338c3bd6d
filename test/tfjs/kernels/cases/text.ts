/** Kernels for text, sparse tensors and ragged ones. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import {
  floats,
  floatsOrInts,
  ints,
  type KernelCase,
  kernelCase,
  numeric,
  outsideOfGraphs,
  strings,
  wave,
} from "./kernelCase";

export const text: Record<string, KernelCase> = {
  staticRegexReplace: kernelCase((x) => tf.string.staticRegexReplace(x, "a", "b"), strings(["banana", "x"])),
  "staticRegexReplace of the first": kernelCase(
    (x) => tf.string.staticRegexReplace(x, "a", "b", false),
    strings(["banana"]),
  ),
  stringNGrams: outsideOfGraphs(
    kernelCase(
      (x, splits) => ({ ...tf.string.stringNGrams(x, splits, "|", [1, 2], "L", "R", -1, false) }),
      strings(["a", "b", "c", "d"]),
      ints([0, 3, 4]),
    ),
  ),
  stringSplit: outsideOfGraphs(
    kernelCase(
      (x, by) => ({ ...tf.string.stringSplit(x, by) }),
      strings(["hello world", "a b  c"]),
      strings(" "),
    ),
  ),
  "stringSplit, with the empty": outsideOfGraphs(
    kernelCase((x, by) => ({ ...tf.string.stringSplit(x, by, false) }), strings(["a,,b"]), strings(",")),
  ),
  stringToHashBucketFast: kernelCase(
    (x) => tf.string.stringToHashBucketFast(x, 10),
    strings([
      ["Hello", "TensorFlow"],
      ["2.x", "é"],
    ]),
  ),
  sparseFillEmptyRows: outsideOfGraphs(
    kernelCase(
      (at, x, shape) => ({ ...tf.sparse.sparseFillEmptyRows(at, x, shape, tf.scalar(-1, x.dtype)) }),
      ints([
        [0, 0],
        [0, 1],
        [2, 1],
      ]),
      floatsOrInts([1, 2, 3]),
      ints([4, 3]),
    ),
  ),
  sparseReshape: kernelCase(
    (at, from, to) => ({ ...tf.sparse.sparseReshape(at, from, to) }),
    ints([
      [0, 0, 1],
      [1, 2, 0],
    ]),
    ints([2, 3, 2]),
    ints([4, -1]),
  ),
  sparseSegmentMean: outsideOfGraphs(
    kernelCase(
      (x, at, segments) => tf.sparse.sparseSegmentMean(x, at, segments),
      numeric(wave(3, 2)),
      ints([0, 1, 2]),
      ints([0, 0, 2]),
    ),
  ),
  sparseSegmentSum: outsideOfGraphs(
    kernelCase(
      (x, at, segments) => tf.sparse.sparseSegmentSum(x, at, segments),
      numeric(wave(3, 2)),
      ints([0, 1, 2]),
      ints([0, 0, 2]),
    ),
  ),
  raggedGather: outsideOfGraphs(
    kernelCase(
      (splits, values, at) => {
        const { outputNestedSplits, outputDenseValues } = tf.raggedGather([splits], values, at, 1);
        return [...outputNestedSplits, outputDenseValues];
      },
      ints([0, 2, 3, 3]),
      floatsOrInts([10, 20, 30]),
      ints([1, 2, 0]),
    ),
  ),
  raggedRange: outsideOfGraphs(
    kernelCase(
      (a, b, c) => ({ ...tf.raggedRange(a, b, c) }),
      floatsOrInts([0, 5]),
      floatsOrInts([3, 9]),
      floatsOrInts([1, 2]),
    ),
  ),
  raggedTensorToTensor: outsideOfGraphs(
    kernelCase(
      (shape, x, splits) =>
        tf.raggedTensorToTensor(shape, x, tf.scalar(-1, x.dtype), [splits], ["ROW_SPLITS"]),
      ints([3, 4]),
      floatsOrInts([1, 2, 3, 4]),
      ints([0, 1, 1, 4]),
    ),
  ),
  "equal, of text": kernelCase((a, b) => tf.equal(a, b), strings(["a", "b"]), strings(["a", "c"])),
  "notEqual, of text": kernelCase((a, b) => tf.notEqual(a, b), strings(["a", "b"]), strings(["a", "c"])),
  "equal, of numbers": kernelCase((a, b) => tf.equal(a, b), floats([1, 2]), floats([1, 3])),
};
