/** Kernels that compute one value of many. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import {
  floats,
  floatsOrInts,
  ints,
  type KernelCase,
  kernelCase,
  numeric,
  outsideOfGraphs,
  positive,
  wave,
} from "./kernelCase";

type Reduction = (x: tf.Tensor, axis?: number | number[], keepDims?: boolean) => tf.Tensor;

const functions: Record<string, Reduction> = {
  all: (x, ...rest) => tf.all(x.cast("bool"), ...rest),
  any: (x, ...rest) => tf.any(x.cast("bool"), ...rest),
  max: tf.max,
  mean: tf.mean,
  min: tf.min,
  prod: tf.prod,
  sum: tf.sum,
  logSumExp: (x, ...rest) => tf.logSumExp(x.cast("float32"), ...rest),
  euclideanNorm: (x, axis, keepDims) => tf.norm(x, "euclidean", axis, keepDims),
};

const reducing = ([name, reduce]: [string, Reduction]): [string, KernelCase][] => [
  [name, kernelCase((x) => reduce(x), numeric(wave(2, 3)))],
  [`${name}, along an axis`, kernelCase((x) => reduce(x, 1), numeric(wave(2, 3, 2)))],
  [`${name}, along axes that stay`, kernelCase((x) => reduce(x, [0, -1], true), numeric(wave(2, 3, 2)))],
  [`${name} of a scalar`, kernelCase((x) => reduce(x), numeric(1.5))],
];

export const reductions: Record<string, KernelCase> = {
  ...Object.fromEntries(Object.entries(functions).flatMap(reducing)),
  argMax: kernelCase((x) => tf.argMax(x, 1), numeric(wave(2, 3))),
  argMin: kernelCase((x) => tf.argMin(x, -1), numeric(wave(2, 3))),
  moments: kernelCase((x) => ({ ...tf.moments(x, 0) }), numeric(wave(4, 3))),
  cumsum: kernelCase((x) => tf.cumsum(x, 1), numeric(wave(2, 3))),
  "cumsum, exclusive and reversed": kernelCase((x) => tf.cumsum(x, 0, true, true), numeric(wave(2, 3))),
  cumprod: kernelCase((x) => tf.cumprod(x, 1), numeric(wave(2, 3))),
  "cumprod, exclusive and reversed": kernelCase((x) => tf.cumprod(x, 0, true, true), numeric(wave(2, 3))),
  softmax: kernelCase((x) => tf.softmax(x), numeric(wave(2, 3))),
  logSoftmax: kernelCase((x) => tf.logSoftmax(x), floatsOrInts(wave(2, 3))),
  topk: kernelCase(
    (x) => ({ ...tf.topk(x, 2) }),
    numeric([
      [3, 1, 2],
      [0, 5, 4],
    ]),
  ),
  "topk of all, in no order": kernelCase((x) => tf.topk(x, 3, false).values.sum(1), floats([[3, 1, 2]])),
  bincount: kernelCase((x, w) => tf.bincount(x, w, 4), ints([1, 1, 3, 7]), numeric([1, 2, 3, 4])),
  "bincount, unweighted": kernelCase((x) => tf.bincount(x, tf.tensor1d([]), 4), ints([1, 1, 3, 7])),
  denseBincount: kernelCase(
    (x, w) => tf.denseBincount(x, w, 4),
    ints([1, 1, 3, 7]),
    floatsOrInts([1, 2, 3, 4]),
  ),
  "denseBincount, unweighted": kernelCase((x) => tf.denseBincount(x, tf.tensor1d([]), 4), ints([1, 1, 3])),
  "denseBincount, binary, of rows": kernelCase(
    (x) => tf.denseBincount(x, tf.tensor1d([]), 4, true),
    ints([
      [1, 1, 3],
      [0, 0, 9],
    ]),
  ),
  "denseBincount of rows, weighted": kernelCase(
    (x, w) => tf.denseBincount(x, w, 4),
    ints([
      [1, 1, 3],
      [0, 0, 2],
    ]),
    floatsOrInts([
      [1, 2, 3],
      [4, 5, 6],
    ]),
  ),
  searchSorted: kernelCase(
    (s, v) => tf.searchSorted(s, v),
    floatsOrInts([1, 3, 3, 5]),
    floatsOrInts([0, 3, 4, 9]),
  ),
  "searchSorted, right": kernelCase(
    (s, v) => tf.searchSorted(s, v, "right"),
    floatsOrInts([
      [1, 3, 5],
      [2, 4, 6],
    ]),
    floatsOrInts([
      [3, 6],
      [2, 1],
    ]),
  ),
  lowerBound: kernelCase((s, v) => tf.lowerBound(s, v), floatsOrInts([1, 3, 3, 5]), floatsOrInts([3, 4])),
  upperBound: kernelCase((s, v) => tf.upperBound(s, v), floatsOrInts([1, 3, 3, 5]), floatsOrInts([3, 4])),
  "sum of nothing": kernelCase((x) => tf.sum(tf.zeros([0, 2], x.dtype), 0), numeric(0)),
  "prod of nothing": kernelCase((x) => tf.prod(tf.zeros([0, 2], x.dtype), 0), numeric(0)),
  "any of nothing": kernelCase(() => tf.any(tf.zeros([0, 2], "bool"), 0)),
  unsortedSegmentSum: kernelCase(
    (x) => tf.unsortedSegmentSum(x, tf.tensor1d([1, 0, 1], "int32"), 2),
    floats(wave(3, 2)),
  ),
  unique: outsideOfGraphs(kernelCase((x) => ({ ...tf.unique(x) }), numeric([3, 1, 3, 0]))),
  "unique rows": outsideOfGraphs(
    kernelCase(
      (x) => ({ ...tf.unique(x, 0) }),
      numeric([
        [1, 2],
        [3, 4],
        [1, 2],
      ]),
    ),
  ),
  "unique columns": outsideOfGraphs(
    kernelCase(
      (x) => ({ ...tf.unique(x, 1) }),
      numeric([
        [1, 2, 1],
        [3, 4, 3],
      ]),
    ),
  ),
  "multinomial of probabilities": kernelCase(
    (p) => tf.multinomial(p, 5, 1, true),
    floats([
      [0, 1, 0],
      [1, 0, 0],
    ]),
  ),
  "multinomial of one row": kernelCase((p) => tf.multinomial(p, 4, 1, true), floats([0, 0, 1])),
  "multinomial of logits": kernelCase(
    (p) => tf.multinomial(p, 3, 1),
    floats([
      [-90, 90],
      [90, -90],
    ]),
  ),
  confusionMatrix: kernelCase(
    (a, b) => tf.math.confusionMatrix(a, b, 3),
    ints([0, 1, 2, 1]),
    ints([0, 2, 2, 1]),
  ),
  dot: kernelCase(tf.dot, numeric(wave(2, 3)), numeric(positive(3))),
};
