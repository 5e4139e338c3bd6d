/** Random chains against tf.data itself. */
import { execFileSync } from "node:child_process";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { Dataset } from "../../../src/data/pipeline";
import { environmentExecutable, SeededRandom } from "../../../src/engine";

const SEED = 20_261;
const CHAINS = 30;
const PASSES = 2;

type Pair = Dataset<[tf.Tensor, tf.Tensor]>;
type Step = [name: string, argument: number];

interface Chain {
  count: number;
  steps: Step[];
  passes: number;
}

const source = (count: number): Pair => {
  const values = tf.range(0, count, 1, "int32");
  return Dataset.fromTensorSlices([values, tf.stack([values, values.neg()], 1)]) as Pair;
};

const steps: Record<string, (dataset: Pair, argument: number) => Pair> = {
  map: (dataset, factor) =>
    dataset.map(([a, b]) => [a.mul(tf.scalar(factor, "int32")), b.add(tf.scalar(1, "int32"))]),
  shuffle: (dataset, size) => dataset.shuffle(size, { seed: 1 }),
  batch: (dataset, size) => dataset.batch(size),
  batchWithoutRemainder: (dataset, size) => dataset.batch(size, { dropRemainder: true }),
  repeat: (dataset, count) => dataset.repeat(count),
  take: (dataset, count) => dataset.take(count),
  skip: (dataset, count) => dataset.skip(count),
  cache: (dataset) => dataset.cache(),
  prefetch: (dataset, size) => dataset.prefetch(size),
  concatenate: (dataset, count) => dataset.concatenate(source(count)),
  zip: (dataset, count) =>
    Dataset.zip([dataset, source(count)]).map(([left, right]) => [left[0], right[1]]) as Pair,
};

/** At most one step makes batches: beyond it, elements no longer have the source's shape. */
function randomChain(random: SeededRandom): Chain {
  const whole = (low: number, high: number) => low + Math.floor(random.next() * (high - low + 1));
  const largest: Record<string, number> = { map: 5, repeat: 3, take: 30, skip: 10, prefetch: 4 };
  const chain: Chain = { count: whole(1, 40), steps: [], passes: PASSES };
  let isBatched = false;
  for (let left = whole(1, 6); left > 0; left--) {
    const names = Object.keys(steps).filter(
      (name) => !isBatched || !/batch|concatenate|zip|shuffle/i.test(name),
    );
    const name = names[whole(0, names.length - 1)] as string;
    isBatched ||= name.startsWith("batch");
    chain.steps.push([name, whole(1, largest[name] ?? 12)]);
  }
  return chain;
}

const random = new SeededRandom(SEED);
const chains = Array.from({ length: CHAINS }, () => randomChain(random));

interface Result {
  size: number;
  passes: unknown[][];
}

let expected: Result[];
beforeAll(() => {
  const script = path.join(__dirname, "tf_data.py");
  const printed = execFileSync(environmentExecutable("python"), [script], {
    input: JSON.stringify(chains),
    encoding: "utf8",
  });
  expected = JSON.parse(printed);
}, 120_000);

/** What a shuffle leaves as it is: the shapes, in order, and the numbers, in any. */
const shapesOf = (pass: unknown[]) => pass.map((element) => JSON.stringify(element).replace(/-?\d+/g, "n"));
const numbersOf = (pass: unknown[]) => (JSON.stringify(pass).match(/-?\d+/g) ?? []).sort();

test.each(
  chains.map((chain, index) => [index, chain.steps.map((step) => step.join(" ")).join(", "), chain] as const),
)(`chain %i of seed ${SEED}: %s`, async (index, _, chain) => {
  const dataset = chain.steps.reduce(
    (made, [name, argument]) => (steps[name] as (typeof steps)[string])(made, argument),
    source(chain.count),
  );
  const { size, passes } = expected[index] as Result;
  expect(dataset.size).toBe(size);
  const names = chain.steps.map(([name]) => name);
  const isMixed = names.includes("shuffle");
  // What is cut off behind a shuffle is another part in each of the two.
  const isCut = isMixed && /take|skip|zip|Without/.test(names.slice(names.indexOf("shuffle")).join());
  for (const pass of passes) {
    const ours: unknown[] = [];
    for await (const element of dataset) ours.push(element.map((part) => part.arraySync()));
    expect(shapesOf(ours)).toEqual(shapesOf(pass));
    if (!isMixed) expect(ours).toEqual(pass);
    else if (!isCut) expect(numbersOf(ours)).toEqual(numbersOf(pass));
  }
});

test("a full shuffle is uniform: each element comes equally often to each place", async () => {
  const count = 8;
  const passes = 4_000;
  const dataset = Dataset.fromTensorSlices(tf.range(0, count, 1, "int32"))
    .shuffle(count, { seed: SEED })
    .batch(count);
  const seen = new Map<number, number>();
  for (let pass = 0; pass < passes; pass++) {
    for await (const order of dataset) {
      for (const [place, value] of order.dataSync().entries()) {
        const cell = place * count + value;
        seen.set(cell, (seen.get(cell) ?? 0) + 1);
      }
    }
  }
  const mean = passes / count;
  const chiSquare = [...seen.values()].reduce((sum, times) => sum + (times - mean) ** 2 / mean, 0);
  // 49 degrees of freedom: above 85.4 in one of a thousand.
  expect({ seed: SEED, isUniform: chiSquare < 85.4, chiSquare }).toMatchObject({ isUniform: true });
}, 60_000);
