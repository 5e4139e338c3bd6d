/** Batches whose steps are taken in one call. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { executions, type NextBatch } from "../../../src/training/batches";

const of = { inputs: [tf.zeros([9])], targets: [], sampleWeights: [] };
const rowsOf = (samples: number): NextBatch => ({ samples, rows: new Int32Array(samples), of });
const tensors: NextBatch = { samples: 2, inputs: [], targets: [], sampleWeights: [] };

async function sizes(batches: NextBatch[], steps: () => number): Promise<number[][]> {
  async function* source() {
    yield* batches;
  }
  const found: number[][] = [];
  for await (const together of executions(source(), steps))
    found.push(together.map(({ samples }) => samples));
  return found;
}

it("are as many as asked for, and what is left at the end", async () => {
  expect(await sizes([2, 2, 2, 2, 2].map(rowsOf), () => 2)).toEqual([[2, 2], [2, 2], [2]]);
});

it("are all of one size", async () => {
  expect(await sizes([2, 2, 2, 1].map(rowsOf), () => 4)).toEqual([[2, 2, 2], [1]]);
});

it("may be more from one to the next", async () => {
  let wanted = 0;
  const steps = () => {
    wanted += 1;
    return Math.ceil(wanted / 2);
  };
  expect(
    (
      await sizes(
        Array.from({ length: 6 }, () => rowsOf(2)),
        steps,
      )
    ).flat(),
  ).toHaveLength(6);
});

it("are single ones where batches are not rows of tensors", async () => {
  expect(await sizes([tensors, tensors, rowsOf(2), tensors], () => 3)).toEqual([[2], [2], [2], [2]]);
});
