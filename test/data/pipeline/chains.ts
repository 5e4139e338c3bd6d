/** Random chains of a dataset's methods, as data that chains.py reads too, and as datasets of ours. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { Dataset } from "../../../src/data/pipeline";
import type { SeededRandom } from "../../../src/engine";

export type Structure = "tensor" | "tuple" | "object" | "nested";

export interface Chain {
  structure: Structure;
  count: number;
  steps: [name: string, argument: number][];
  /** For each pass, after how many elements the consumer leaves. */
  stops: number[];
}

/** The elements that a pass brought, and how it ended. */
export interface Pass {
  elements: unknown[];
  end: "complete" | "stopped" | "error";
}

type Any = Dataset<unknown>;
type Part = tf.Tensor | Part[] | { [name: string]: Part };

/** So many elements, at most: there are chains without end. */
const MOST = 40;

/** The smallest and the largest argument of each step. */
const steps: Record<string, [least: number, most: number]> = {
  add: [-3, 3],
  fail: [-2, 12],
  twice: [0, 0],
  constant: [0, 0],
  reorder: [0, 0],
  generator: [0, 0],
  batch: [1, 6],
  batchWithoutRemainder: [1, 6],
  shuffle: [1, 6],
  repeat: [-1, 3],
  take: [-1, 20],
  skip: [-1, 6],
  cache: [0, 0],
  prefetch: [0, 4],
  concatenate: [0, 8],
  zip: [0, 12],
  zipNamed: [0, 3],
};

export function randomChain(random: SeededRandom): Chain {
  const whole = (low: number, high: number) => low + Math.floor(random.next() * (high - low + 1));
  const structures: Structure[] = ["tensor", "tuple", "object", "nested"];
  const chain: Chain = {
    structure: structures[whole(0, 3)] as Structure,
    count: whole(0, 20),
    steps: [],
    stops: Array.from({ length: whole(1, 3) }, () => (whole(0, 2) === 0 ? whole(1, 6) : MOST)),
  };
  const names = Object.keys(steps);
  for (let left = whole(1, 7); left > 0; left--) {
    const name = names[whole(0, names.length - 1)] as string;
    const [least, most] = steps[name] as [number, number];
    // Half of the shuffles have the one order that both agree on.
    const argument = name === "shuffle" && whole(0, 1) === 0 ? 1 : whole(least, most);
    chain.steps.push([name, argument]);
  }
  return chain;
}

export const chainText = ({ structure, count, steps, stops }: Chain): string =>
  `${count} × ${structure}, ${steps.map((step) => step.join(" ")).join(", ")}; stops ${stops.join(", ")}`;

const isNumber = ({ dtype }: tf.Tensor) => dtype === "int32" || dtype === "float32";

function changed(part: Part, change: (leaf: tf.Tensor) => tf.Tensor): Part {
  if (part instanceof tf.Tensor) return change(part);
  if (Array.isArray(part)) return part.map((inner) => changed(inner, change));
  return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, changed(inner, change)]));
}

/** Names the other way round. */
function reordered(part: Part): Part {
  if (part instanceof tf.Tensor) return part;
  if (Array.isArray(part)) return part.map(reordered);
  return Object.fromEntries(
    Object.entries(part)
      .toReversed()
      .map(([name, inner]) => [name, reordered(inner)]),
  );
}

const added = (element: Part, amount: number): Part =>
  changed(element, (leaf) => (isNumber(leaf) ? leaf.add(tf.scalar(amount, leaf.dtype)) : leaf));

/** The types of elements are not followed: they would be as deep as chains are long. */
const mapped = (dataset: Any, change: (element: Part) => Part | Promise<Part>): Any =>
  (dataset as Dataset<tf.Tensor>).map(change as (element: Part) => tf.Tensor);

function failing(element: Part, value: number): Part {
  changed(element, (leaf) => {
    if (isNumber(leaf) && leaf.dataSync().includes(value)) throw new RangeError(`found ${value}`);
    return leaf;
  });
  return element;
}

/** @param own tensors of the program's, which must be there afterwards. */
export function datasetOf({ structure, count, steps }: Chain, own: tf.Tensor[]): Any {
  const numbers = tf.range(0, count, 1, "int32");
  const pairs = tf.stack([numbers, numbers.neg()], 1);
  const constant = tf.variable(tf.tensor1d([7, 8]));
  const list = Array.from({ length: count }, (_, index) => index);
  const sources: Record<Structure, () => unknown> = {
    tensor: () => Int32Array.from(list),
    tuple: () => [numbers, pairs],
    object: () => ({ b: numbers, a: pairs }),
    nested: () => ({
      x: [Float32Array.from(list, (n) => n / 2), { name: list.map(String), deep: pairs }],
      even: list.map((n) => n % 2 === 0),
    }),
  };
  own.push(numbers, pairs, constant);
  // An empty list has no strings in it that could tell its dtype.
  const empty = {
    x: [new Float32Array(0), { name: tf.tensor([], [0], "string"), deep: pairs }],
    even: tf.zeros([0], "bool"),
  };
  const parts = structure === "nested" && count === 0 ? empty : sources[structure]();
  let turn = 0;
  const apply: Record<string, (dataset: Any, argument: number) => Any> = {
    add: (dataset, amount) =>
      mapped(dataset, (element) =>
        amount % 2 === 0
          ? added(element, amount)
          : // What is made after an await is the function's to free.
            Promise.resolve().then(() => tf.tidy(() => added(element, amount) as tf.TensorContainer) as Part),
      ),
    fail: (dataset, value) => mapped(dataset, (element) => failing(element, value)),
    twice: (dataset) => mapped(dataset, (element) => [element, element]),
    constant: (dataset) => mapped(dataset, (element) => ({ z: element, k: constant })),
    reorder: (dataset) => mapped(dataset, (element) => (turn++ % 2 === 0 ? reordered(element) : element)),
    generator: (dataset) =>
      Dataset.fromGenerator(async function* () {
        for await (const element of dataset) yield element as tf.Tensor;
      }),
    batch: (dataset, size) => dataset.batch(size),
    batchWithoutRemainder: (dataset, size) => dataset.batch(size, { dropRemainder: true }),
    shuffle: (dataset, size) => dataset.shuffle(size, { seed: 1 }),
    repeat: (dataset, times) => dataset.repeat(times),
    take: (dataset, limit) => dataset.take(limit),
    skip: (dataset, number) => dataset.skip(number),
    cache: (dataset) => dataset.cache(),
    prefetch: (dataset, size) => dataset.prefetch(size),
    concatenate: (dataset, limit) => dataset.concatenate(dataset.take(limit)),
    zip: (dataset, length) =>
      Dataset.zip([dataset, Dataset.fromTensorSlices(Int32Array.from({ length }, (_, index) => index))]),
    zipNamed: (dataset, number) => Dataset.zip({ now: dataset, later: dataset.skip(number) }),
  };
  return steps.reduce(
    (dataset, [name, argument]) => (apply[name] as (typeof apply)[string])(dataset, argument),
    Dataset.fromTensorSlices(parts as tf.Tensor) as Any,
  );
}

/** Goes through a dataset once, until the consumer leaves. */
export async function onePass(dataset: Any, stop: number): Promise<Pass> {
  const elements: unknown[] = [];
  try {
    for await (const element of dataset) {
      elements.push(text(element as Part));
      if (elements.length === stop) return { elements, end: "stopped" };
    }
  } catch {
    return { elements, end: "error" };
  }
  return { elements, end: "complete" };
}

/** Leaves as their dtype, shape and values, names in alphabetical order, as chains.py writes them. */
function text(part: Part): unknown {
  if (Array.isArray(part)) return part.map(text);
  if (!(part instanceof tf.Tensor)) {
    return Object.fromEntries(
      Object.keys(part)
        .sort()
        .map((name) => [name, text(part[name] as Part)]),
    );
  }
  const flat: unknown[] = [...part.dataSync()];
  const values = isNumber(part)
    ? flat.map((value) => (Number.isInteger(value) ? `${value}.0` : String(value))).join(" ")
    : JSON.stringify(part.dtype === "bool" ? flat.map(Boolean) : flat);
  return `${part.dtype} [${part.shape.join(", ")}] ${values}`;
}
