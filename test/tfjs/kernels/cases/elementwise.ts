/** Kernels that compute each value by itself. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { bools, directly, floats, type KernelCase, kernelCase, numeric, positive, wave } from "./kernelCase";

type Unary = (x: tf.Tensor) => tf.Tensor;

const unary: Record<string, Unary> = {
  abs: tf.abs,
  asinh: tf.asinh,
  atan: tf.atan,
  cast: (x) => tf.cast(x, "float32"),
  castToInt32: (x) => tf.cast(x, "int32"),
  castToBool: (x) => tf.cast(x, "bool"),
  ceil: tf.ceil,
  clipByValue: (x) => tf.clipByValue(x, -0.5, 1),
  clone: tf.clone,
  cos: tf.cos,
  cosh: tf.cosh,
  elu: tf.elu,
  erf: tf.erf,
  exp: tf.exp,
  expm1: tf.expm1,
  floor: tf.floor,
  isFinite: tf.isFinite,
  isInf: tf.isInf,
  isNaN: tf.isNaN,
  leakyRelu: (x) => tf.leakyRelu(x, 0.3),
  logSigmoid: tf.logSigmoid,
  neg: tf.neg,
  onesLike: tf.onesLike,
  prelu: (x) => tf.prelu(x, tf.scalar(0.25)),
  relu: tf.relu,
  relu6: tf.relu6,
  round: tf.round,
  selu: tf.selu,
  sigmoid: tf.sigmoid,
  sign: tf.sign,
  sin: tf.sin,
  sinh: tf.sinh,
  softplus: tf.softplus,
  square: tf.square,
  step: (x) => tf.step(x, 0.5),
  tan: tf.tan,
  tanh: tf.tanh,
  zerosLike: tf.zerosLike,
};

const ofPositive: Record<string, Unary> = {
  log: tf.log,
  log1p: tf.log1p,
  rsqrt: tf.rsqrt,
  sqrt: tf.sqrt,
};

type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

const binary: Record<string, Binary> = {
  add: tf.add,
  atan2: tf.atan2,
  equal: tf.equal,
  greater: tf.greater,
  greaterEqual: tf.greaterEqual,
  less: tf.less,
  lessEqual: tf.lessEqual,
  maximum: tf.maximum,
  minimum: tf.minimum,
  mul: tf.mul,
  notEqual: tf.notEqual,
  squaredDifference: tf.squaredDifference,
  sub: tf.sub,
};

/** Whose second input is above zero. */
const byPositive: Record<string, Binary> = {
  div: tf.div,
  divNoNan: tf.divNoNan,
  mod: tf.mod,
};

const mapped = <Value>(table: Record<string, Value>, to: (value: Value) => KernelCase) =>
  Object.fromEntries(Object.entries(table).map(([name, value]) => [name, to(value)]));

const wholes = (values: number[] | number[][]) => ({ values, dtypes: ["int32", "bool"] as const });

const unit = [
  [-0.9, -0.3],
  [0, 0.7],
];

export const elementwise: Record<string, KernelCase> = {
  ...mapped(unary, (compute) => kernelCase(compute, numeric(wave(2, 3)))),
  ...mapped(ofPositive, (compute) => kernelCase(compute, numeric(positive(2, 3)))),
  ...mapped({ acos: tf.acos, asin: tf.asin, atanh: tf.atanh } as Record<string, Unary>, (compute) =>
    kernelCase(compute, floats(unit)),
  ),
  acosh: kernelCase(tf.acosh, floats([1, 1.5, 7])),
  ...mapped(binary, (compute) => kernelCase(compute, numeric(wave(2, 3)), numeric(wave(3)))),
  ...mapped(byPositive, (compute) => kernelCase(compute, numeric(wave(2, 3)), numeric([1, 2, 3]))),
  pow: kernelCase(tf.pow, numeric(positive(2, 3)), numeric([1, 2, 3])),
  reciprocal: kernelCase((x) => tf.reciprocal(x), numeric([1, 2, 4])),
  floorDiv: kernelCase((a, b) => tf.floorDiv(a, b), wholes([[5, -3, 1]]), wholes([1, 2, 3])),
  "divNoNan by zero": kernelCase(tf.divNoNan, floats([1, 0, -1]), floats([0, 0, 2])),
  "exp of an infinity": kernelCase((x) => tf.exp(x.div(0)), floats([1, -1])),
  "isNaN of NaN": kernelCase((x) => tf.isNaN(tf.sqrt(x)), floats([-1, 4])),
  "relu of NaN": kernelCase((x) => tf.relu(tf.sqrt(x)), floats([-1, 4])),
  "step of NaN": kernelCase((x) => tf.step(tf.sqrt(x)), floats([-1, 4])),
  addN: kernelCase((...all: tf.Tensor[]) => tf.addN(all), numeric(wave(2, 2)), numeric(wave(2, 2))),
  bitwiseAnd: kernelCase(
    (x) => tf.bitwiseAnd(x.cast("int32"), tf.tensor1d([6, 3, 1], "int32")),
    numeric([5, 7, 2]),
  ),
  logicalAnd: kernelCase(tf.logicalAnd, bools([true, false, true]), bools([true, true, false])),
  logicalOr: kernelCase(tf.logicalOr, bools([true, false, false]), bools([true, true, false])),
  logicalXor: kernelCase(tf.logicalXor, bools([true, false, false]), bools([true, true, false])),
  logicalNot: kernelCase(tf.logicalNot, bools([true, false])),
  where: kernelCase(
    tf.where,
    bools([
      [true, false],
      [false, true],
    ]),
    numeric(wave(2, 2)),
    numeric(wave(2, 2)),
  ),
  "where, by rows": kernelCase(tf.where, bools([true, false]), floats(wave(2, 2)), floats(positive(2, 2))),
  "where, broadcast": kernelCase(tf.where, bools([[true], [false]]), floats(wave(2, 2)), floats(positive(2))),
  "where of a scalar": kernelCase(tf.where, bools(true), floats(wave(2, 2)), floats(positive(2, 2))),
  eluGrad: directly("EluGrad", ["dy", "y"], {}, floats(wave(2, 3)), floats(wave(2, 3))),
  "prelu, weights of channels": kernelCase(tf.prelu, numeric(wave(2, 3)), numeric([0.5, 1, 2])),
};
