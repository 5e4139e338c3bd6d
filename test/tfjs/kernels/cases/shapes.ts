/** Kernels that make tensors, and move their values about. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import {
  directly,
  floats,
  ints,
  type KernelCase,
  kernelCase,
  numeric,
  ofOneDtype,
  strings,
  wave,
} from "./kernelCase";

const triple: [number, number][] = [
  [0, 1],
  [2, 0],
];

export const shapes: Record<string, KernelCase> = {
  fill: kernelCase(() => tf.fill([2, 2], 3)),
  "fill with whole numbers": kernelCase(() => tf.fill([2, 2], 3, "int32")),
  "fill with text": kernelCase(() => tf.fill([2], "a", "string")),
  linspace: kernelCase(() => tf.linspace(0, 9, 4)),
  range: kernelCase(() => tf.range(0, 5, 2)),
  "range, downwards": kernelCase(() => tf.range(5, 0)),
  "range of whole numbers": kernelCase(() => tf.range(0, 5, 1, "int32")),
  "range of nothing": kernelCase(() => tf.range(5, 0, 2)),
  eye: kernelCase(() => tf.eye(3)),
  diag: kernelCase((x) => tf.diag(x), numeric([1, 2, 3])),
  oneHot: kernelCase((x) => tf.oneHot(x, 4), ints([0, 3, -1, 7])),
  "oneHot in whole numbers": kernelCase((x) => tf.oneHot(x, 2, 5, -5, "int32"), ints([[0, 1]])),
  "oneHot in truth values": kernelCase((x) => tf.oneHot(x, 2, 1, 0, "bool"), ints([[0, 1]])),
  reshape: kernelCase((x) => tf.reshape(x, [3, -1]), numeric(wave(2, 3))),
  "reshape of text": kernelCase((x) => tf.reshape(x, [2, 1]), strings(["a", "b"])),
  expandDims: kernelCase((x) => tf.expandDims(x, -1), numeric(wave(2, 3))),
  transpose: kernelCase((x) => tf.transpose(x, [2, 0, 1]), numeric(wave(2, 3, 2))),
  reverse: kernelCase((x) => tf.reverse(x, [0, 2]), numeric(wave(2, 3, 2))),
  "reverse of a scalar": kernelCase((x) => tf.reverse(x, []), numeric(2)),
  concat: ofOneDtype(
    kernelCase((...all: tf.Tensor[]) => tf.concat(all, 1), numeric(wave(2, 1)), numeric(wave(2, 2))),
  ),
  "concat with other dtypes": kernelCase(
    (...all: tf.Tensor[]) => tf.concat(all, 1),
    floats(wave(2, 1)),
    numeric(wave(2, 2)),
  ),
  "concat of text": kernelCase((...all: tf.Tensor[]) => tf.concat(all), strings(["a"]), strings(["b", "c"])),
  "concat of one": kernelCase((x) => tf.concat([x], 0), numeric(wave(2))),
  "concat with nothing": kernelCase((x) => tf.concat([x, tf.zeros([0, 2], x.dtype)], 0), numeric(wave(2, 2))),
  split: kernelCase((x) => tf.split(x, 2, 1), numeric(wave(2, 4))),
  "split by sizes": kernelCase((x) => tf.split(x, [1, -1, 1], -1), numeric(wave(2, 4))),
  stack: kernelCase((...all: tf.Tensor[]) => tf.stack(all, 1), numeric(wave(2)), numeric(wave(2))),
  unstack: kernelCase((x) => tf.unstack(x, -1), numeric(wave(2, 3))),
  tile: kernelCase((x) => tf.tile(x, [2, 1]), numeric(wave(2, 2))),
  "tile of text": kernelCase((x) => tf.tile(x, [2]), strings(["a", "b"])),
  broadcastTo: kernelCase((x) => tf.broadcastTo(x, [2, 3]), numeric(wave(1, 3))),
  broadcastArgs: kernelCase((a, b) => tf.broadcastArgs(a, b), ints([1, 3]), ints([2, 1])),
  slice: kernelCase((x) => tf.slice(x, [0, 1], [2, -1]), numeric(wave(2, 3))),
  "slice of text": kernelCase((x) => tf.slice(x, [1], [1]), strings(["a", "b"])),
  stridedSlice: kernelCase((x) => tf.stridedSlice(x, [0, 2], [2, 0], [1, -1]), numeric(wave(2, 3))),
  "stridedSlice, masked": kernelCase(
    (x) => tf.stridedSlice(x, [1, 1], [2, 2], [1, 1], 1, 2, 0, 0, 1),
    numeric(wave(2, 3)),
  ),
  "stridedSlice, with a new axis": kernelCase(
    (x) => tf.stridedSlice(x, [0, 0], [2, 2], [1, 1], 0, 0, 0, 1, 0),
    numeric(wave(2, 3)),
  ),
  "stridedSlice, with an ellipsis": kernelCase(
    (x) => tf.stridedSlice(x, [0, 1], [0, 2], [1, 1], 0, 0, 1, 0, 0),
    numeric(wave(2, 2, 3)),
  ),
  gather: kernelCase((x) => tf.gather(x, tf.tensor1d([1, 0, 1], "int32")), numeric(wave(2, 3))),
  "gather along an axis": kernelCase(
    (x) => tf.gather(x, tf.tensor2d([[2], [0]], [2, 1], "int32"), 1),
    numeric(wave(2, 3)),
  ),
  "gather in batches": kernelCase(
    (x) => tf.gather(x, tf.tensor2d([[2], [0]], [2, 1], "int32"), 1, 1),
    numeric(wave(2, 3)),
  ),
  "gather along a negative axis": kernelCase(
    (x) => tf.gather(x, tf.tensor1d([2], "int32"), -1),
    numeric(wave(2, 3)),
  ),
  gatherND: kernelCase(
    (x, at) => tf.gatherND(x, at),
    numeric(wave(2, 3)),
    ints([
      [1, 2],
      [0, 0],
    ]),
  ),
  scatterND: kernelCase((at, x) => tf.scatterND(at, x, [4]), ints([[3], [1], [1]]), numeric([1, 2, 3])),
  tensorScatterUpdate: kernelCase(
    (x, at, updates) => tf.tensorScatterUpdate(x, at, updates),
    floats(wave(4)),
    ints([[3], [1]]),
    floats([8, 9]),
  ),
  sparseToDense: kernelCase(
    (x) =>
      tf.sparseToDense(
        tf.tensor2d(
          [
            [0, 1],
            [1, 2],
          ],
          [2, 2],
          "int32",
        ),
        x,
        [2, 3],
        tf.scalar(0, x.dtype),
      ),
    numeric([5, 6]),
  ),
  "sparseToDense in any order": kernelCase(
    (x) => tf.sparseToDense(tf.tensor1d([2, 0], "int32"), x, [3], tf.scalar(0, x.dtype)),
    numeric([5, 6]),
  ),
  "sparseToDense of text": kernelCase(
    (at, x, otherwise) => tf.sparseToDense(at, x, [3], otherwise),
    ints([0, 2]),
    strings(["a", "b"]),
    strings("-"),
  ),
  pad: kernelCase((x) => tf.pad(x, triple, 2), numeric(wave(2, 2))),
  "pad that cuts off": kernelCase((x) => tf.pad(x, [[0, -1]]), numeric(wave(3))),
  "pad that cuts off in front, and adds": kernelCase((x) => tf.pad(x, [[-1, 2]], 1), numeric(wave(3))),
  mirrorPad: kernelCase(
    (x) =>
      tf.mirrorPad(
        x,
        [
          [1, 1],
          [0, 2],
        ],
        "reflect",
      ),
    numeric(wave(2, 3)),
  ),
  "mirrorPad, symmetric": kernelCase(
    (x) =>
      tf.mirrorPad(
        x,
        [
          [1, 1],
          [0, 2],
        ],
        "symmetric",
      ),
    numeric(wave(2, 3)),
  ),
  batchToSpaceND: kernelCase(
    (x) =>
      tf.batchToSpaceND(
        x,
        [2, 2],
        [
          [0, 0],
          [0, 1],
        ],
      ),
    numeric(wave(4, 1, 2, 1)),
  ),
  spaceToBatchND: kernelCase(
    (x) =>
      tf.spaceToBatchND(
        x,
        [2, 2],
        [
          [0, 0],
          [1, 1],
        ],
      ),
    numeric(wave(1, 2, 2, 1)),
  ),
  depthToSpace: kernelCase((x) => tf.depthToSpace(x, 2), numeric(wave(1, 1, 2, 4))),
  complex: kernelCase(
    (a, b) => tf.real(tf.complex(a, b).mul(tf.complex(b, a))),
    floats([1, 2]),
    floats([3, 4]),
  ),
  imag: kernelCase((a, b) => tf.imag(tf.complex(a, b).mul(tf.complex(b, a))), floats([1, 2]), floats([3, 4])),
  "abs of complex numbers": kernelCase((a, b) => tf.abs(tf.complex(a, b)), floats([3, 1]), floats([4, 0])),
  ...Object.fromEntries(
    (["add", "sub", "mul", "div"] as const).map((name) => [
      `${name} of complex numbers`,
      kernelCase((a, b) => tf.imag(tf.complex(a, b)[name](tf.complex(b, a))), floats([3, 1]), floats([4, 2])),
    ]),
  ),
  "complex numbers and others": kernelCase(
    (a, b) => tf.real(tf.complex(a, b).mul(a)),
    floats([3, 1]),
    floats([4, 0]),
  ),
  fft: kernelCase((a, b) => tf.imag(tf.fft(tf.complex(a, b))), floats(wave(2, 4)), floats(wave(2, 4))),
  ifft: kernelCase((a, b) => tf.real(tf.ifft(tf.complex(a, b))), floats(wave(2, 4)), floats(wave(2, 4))),
  rfft: kernelCase((x) => tf.real(tf.rfft(x)), floats(wave(2, 4))),
  irfft: kernelCase((a, b) => tf.irfft(tf.complex(a, b)), floats(wave(1, 3)), floats(wave(1, 3))),
  identity: directly("Identity", ["x"], {}, numeric(wave(2))),
};
