/**
 * Random chains against tf.data itself: elements, their structures, dtypes and order, where an error comes, how many
 * elements there are, and that nothing is left behind. `TRAINBOOK_CASES=200` makes them many.
 */
import { execFileSync } from "node:child_process";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { environmentExecutable, SeededRandom } from "../../../src/engine";
import { type Chain, chainText, datasetOf, onePass, type Pass, randomChain } from "./chains";

const CASES = Number(process.env.TRAINBOOK_CASES ?? 25);
const SEED = Number(process.env.TRAINBOOK_SEED ?? 20_261);

const random = new SeededRandom(SEED);
const chains = Array.from({ length: CASES }, () => randomChain(random));

interface Result {
  size: number | null;
  passes: Pass[];
}

let expected: Result[];
beforeAll(
  () => {
    const printed = execFileSync(environmentExecutable("python"), [path.join(__dirname, "chains.py")], {
      input: JSON.stringify(chains),
      encoding: "utf8",
      maxBuffer: 2 ** 30,
      stdio: ["pipe", "pipe", "ignore"],
    });
    expected = JSON.parse(printed);
  },
  60_000 + 2_000 * CASES,
);

/** The part of a chain from its first true shuffle on. */
function fromShuffle({ steps }: Chain): string[] {
  const first = steps.findIndex(([name, size]) => name === "shuffle" && size > 1);
  return first === -1 ? [] : steps.slice(first).map(([name]) => name);
}

/** The values, in any order: a shuffle leaves them as they are where nothing is cut off after it. */
const valuesOf = (elements: unknown[]): string[] =>
  (JSON.stringify(elements).match(/-?\d+\.\d+/g) ?? []).sort();

/** With all elements skipped there are none, however many there were; tf.data says that there are as many as before. */
const isSizeUnlike = ({ steps }: Chain): boolean =>
  steps.some(([name, count]) => name === "skip" && count < 0);

test.each(chains.map((chain, index) => [index, chainText(chain), chain] as const))(
  `chain %i of seed ${SEED}: %s`,
  async (index, _, chain) => {
    const { size, passes } = expected[index] as Result;
    const own: tf.Tensor[] = [];
    const dataset = datasetOf(chain, own);
    const made = tf.memory().numTensors;
    if (!isSizeUnlike(chain)) expect(dataset.size).toBe(size === -1 ? Number.POSITIVE_INFINITY : size);
    const afterShuffle = fromShuffle(chain);
    const hasShuffle = afterShuffle.length > 0;
    const isCut =
      passes.some(({ end }) => end !== "complete") || /take|skip|zip|Without|conc/i.test(afterShuffle.join());
    for (const [pass, stop] of chain.stops.entries()) {
      const ours = await onePass(dataset, stop);
      const theirs = passes[pass] as Pass;
      if (!hasShuffle) expect(ours).toEqual(theirs);
      else if (!isCut) expect(valuesOf(ours.elements)).toEqual(valuesOf(theirs.elements));
      expect(tf.memory().numTensors).toBe(made);
    }
    expect(own.every((tensor) => !tensor.isDisposed)).toBe(true);
    tf.dispose(own);
  },
);
