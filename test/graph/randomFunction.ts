/** Functions of random operations, the same ones for the same seed: what they compute is meant for nothing. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { tfFunction } from "../../src/graph";
import { gradientTape } from "../../src/training";

/** A number from 0 up to, and without, `below`. */
export type Random = (below: number) => number;

/** Lehmer, "Mathematical methods in large-scale computing units", 1951. */
export function randomFrom(seed: number): Random {
  let state = (seed * 7919 + 17) % 2147483647;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return Math.floor((state / 2147483647) * below);
  };
}

export interface RandomFunction {
  variables: tf.Variable[];
  /** @param x `[3, 4]` each. */
  fn(x: readonly tf.Tensor[], options: { repeats: number; isOdd: boolean }): tf.NamedTensorMap;
}

type Operation = (random: Random, pool: readonly tf.Tensor[]) => tf.Tensor;

const away = (x: tf.Tensor) => x.abs().add(0.7);

/** Values stay small, and away from where a function is not smooth, that rounding cannot tip them over. */
const calm = (x: tf.Tensor) => x.clipByValue(-3, 3).add(0.0123);

const unary: ((x: tf.Tensor) => tf.Tensor)[] = [
  (x) => x.abs(),
  (x) => x.neg(),
  (x) => calm(x).exp(),
  (x) => x.tanh(),
  (x) => x.sigmoid(),
  (x) => x.relu(),
  (x) => x.elu(),
  (x) => x.leakyRelu(0.3),
  (x) => x.selu(),
  (x) => x.softplus(),
  (x) => calm(x).square(),
  (x) => away(x).sqrt(),
  (x) => away(x).log(),
  (x) => away(x).rsqrt(),
  (x) => x.sin(),
  (x) => x.cos(),
  (x) => x.atan(),
  (x) => x.erf(),
  (x) => calm(x).floor(),
  (x) => calm(x).sign(),
  (x) => away(x).reciprocal(),
  (x) => x.clipByValue(-0.51, 0.77),
  (x) => x.transpose(),
  (x) => x.reverse(),
  (x) => tf.softmax(x),
  (x) => tf.logSoftmax(x),
  (x) => x.cumsum(x.rank - 1),
  (x) => x.reshape([-1, x.shape.at(-1) as number]),
  (x) => x.expandDims(0).squeeze([0]),
  (x) => x.concat(x.mul(2)).slice([0], [x.shape[0] as number]),
  (x) => tf.stack(tf.unstack(x).reverse()),
  (x) => x.tile([1, 2]).slice([0, 0], x.shape as [number, number]),
  (x) =>
    x
      .pad([
        [1, 0],
        [0, 0],
      ])
      .slice([0, 0], x.shape as [number, number]),
  (x) => x.gather(tf.tensor1d([...x.shape.keys()].length > 0 ? indices(x.shape[0] as number) : [], "int32")),
  (x) => calm(x).toInt().toFloat(),
  (x) => x.mul(calm(x).greater(0.2).toFloat()),
  (x) => tf.where(calm(x).less(0.4), x, x.mul(0.5)),
  (x) =>
    tf
      .oneHot(calm(x).argMax(-1), x.shape.at(-1) as number)
      .toFloat()
      .mul(x),
  (x) => tf.tidy(() => x.sub(x.mean(-1, true))),
];

const indices = (length: number) => Array.from({ length }, (_, index) => (index * 2) % length);

const reductions: ((x: tf.Tensor) => tf.Tensor)[] = [
  (x) => x.sum(-1, true),
  (x) => x.mean(0, true),
  (x) => x.max(-1, true),
  (x) => x.min(0, true),
  (x) => x.norm(2, 0, true),
  (x) => x.logSumExp(-1, true),
  (x) => tf.moments(x, 0, true).variance,
  (x) => x.prod(-1, true),
];

const binary: ((a: tf.Tensor, b: tf.Tensor) => tf.Tensor)[] = [
  (a, b) => a.add(b),
  (a, b) => a.sub(b),
  (a, b) => calm(a).mul(calm(b)),
  (a, b) => a.div(away(b)),
  (a, b) => tf.maximum(a, b),
  (a, b) => tf.minimum(a, b),
  (a, b) => calm(a).squaredDifference(calm(b)),
  (a, b) => tf.addN([a, b, a]),
  (a, b) => tf.where(calm(a).greater(calm(b)), a, b),
  (a, b) => calm(a).floorDiv(away(b)).add(a),
];

const products: ((a: tf.Tensor2D, b: tf.Tensor2D) => tf.Tensor)[] = [
  (a, b) => tf.matMul(a, b, false, true).matMul(b).mul(0.1),
  (a, b) => tf.matMul(a, tf.matMul(a, b, true, false)).mul(0.1),
];

const draws: ((x: tf.Tensor) => tf.Tensor)[] = [
  (x) => x.add(tf.randomNormal(x.shape, 0, 0.1)),
  (x) => x.mul(tf.randomUniform(x.shape, 0.5, 1.5)),
  (x) => tf.dropout(x, 0.25),
  (x) => x.add(tf.truncatedNormal(x.shape, 0, 0.1)),
];

const from = <Value>(random: Random, values: readonly Value[]): Value =>
  values[random(values.length)] as Value;

/** As what has the shape of all inputs, so that anything goes with anything. */
const fitting = (x: tf.Tensor): tf.Tensor => {
  const [rows = 1, columns = 1] = x.rank === 2 ? x.shape : [1, 1];
  if (rows === 3 && columns === 4) return x;
  return rows === 4 && columns === 3 ? x.transpose() : x.mean().broadcastTo([3, 4]);
};

const operations: Operation[] = [
  ...Array<Operation>(5).fill((random, pool) => fitting(from(random, unary)(from(random, pool)))),
  ...Array<Operation>(3).fill((random, pool) => from(random, binary)(from(random, pool), from(random, pool))),
  (random, pool) => from(random, pool).add(from(random, reductions)(calm(from(random, pool)))),
  (random, pool) =>
    from(random, products)(calm(from(random, pool)) as tf.Tensor2D, calm(from(random, pool)) as tf.Tensor2D),
  (random, pool) => from(random, draws)(from(random, pool)),
];

/** @param depth of functions that it calls. */
export function randomFunction(seed: number, depth = 1): RandomFunction {
  const random = randomFrom(seed);
  const count = 10 + random(21);
  const variables = Array.from({ length: 1 + random(3) }, (_, index) =>
    tf.variable(tf.randomUniform([3, 4], -1, 1, "float32", seed * 10 + index)),
  );
  const inner = depth > 0 ? randomFunction(seed + 100_003, depth - 1) : undefined;
  const called =
    inner && tfFunction((x: tf.Tensor) => inner.fn([x, x], { repeats: 1, isOdd: false }).output as tf.Tensor);
  const body = random(1_000_000);

  const output = (x: readonly tf.Tensor[], { repeats, isOdd }: { repeats: number; isOdd: boolean }) => {
    const choice = randomFrom(body);
    const pool: tf.Tensor[] = [...x, ...variables.map((variable) => variable.mul(1))];
    for (let step = 0; step < count; step++) {
      const operation = from(choice, operations);
      pool.push(operation(choice, pool));
      if (choice(8) === 0 && isOdd) pool.push((pool.at(-1) as tf.Tensor).mul(0.5));
      if (choice(12) === 0)
        for (let round = 0; round < repeats; round++) pool.push((pool.at(-1) as tf.Tensor).sin());
      if (choice(12) === 0 && called) pool.push(called.sync(calm(pool.at(-1) as tf.Tensor)));
    }
    return tf.addN(pool.slice(-4).map((one) => calm(one)));
  };

  const fn: RandomFunction["fn"] = (x, options) => {
    const sources = [...x, ...variables];
    const {
      value,
      gradients,
      output: result,
    } = gradientTape(() => {
      const outcome = output(x, options);
      return {
        loss: outcome.square().mean().asScalar().add(tf.addN(sources).sum().mul(0.01)),
        output: outcome,
      };
    }, sources);
    const [variable] = variables;
    const assigned = variables.map((one, index) =>
      one.sub((gradients[x.length + index] as tf.Tensor).mul(0.1).clipByValue(-1, 1)),
    );
    for (const [index, one] of variables.entries()) one.assign(assigned[index] as tf.Tensor);
    const named = Object.fromEntries(gradients.map((gradient, index) => [`gradient${index}`, gradient]));
    return { ...named, value, output: result, variable: (variable as tf.Variable).mul(1) };
  };
  return { variables: [...variables, ...(inner?.variables ?? [])], fn };
}
