/** A step as a graph: many in one call come to the same as one after the other. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { setSeed } from "../../src/engine";
import { CompiledStep, everyCall, hostNumber, TracingError } from "../../src/graph";

const numbers = (tensor: tf.Tensor) => Array.from(tensor.dataSync());

/** Variables that a step works on, and how often it was traced. */
function counting() {
  const sum = tf.variable(tf.zeros([2]));
  const last = tf.variable(tf.zeros([2]));
  const host = { calls: 0, traces: 0 };
  const step = new CompiledStep(({ x }: { x: tf.Tensor }) => {
    host.traces++;
    const factor = hostNumber(() => 10 ** host.calls);
    sum.assign(sum.add(x.sum(0).mul(factor)));
    last.assign(x.mean(0));
    everyCall(() => host.calls++);
  });
  return { sum, last, host, step };
}

const x = tf.tensor2d([1, 2, 3, 4, 5, 6, 7, 8], [4, 2]);

describe("many steps in one call", () => {
  it("take their rows, and the numbers that JavaScript has at each step", async () => {
    const { sum, last, host, step } = counting();
    await step.runMany({ x }, tf.tensor2d([0, 1, 3, 2, 0, 0], [3, 2], "int32"));
    expect(numbers(sum)).toEqual([4 + 12 * 10 + 2 * 100, 6 + 14 * 10 + 4 * 100]);
    expect(numbers(last)).toEqual([1, 2]);
    expect(host).toEqual({ calls: 3, traces: 1 });
  });

  it("come to what single steps come to, random numbers included", async () => {
    const weights = tf.variable(tf.zeros([2]));
    const noisy = new CompiledStep(({ x }: { x: tf.Tensor }) => {
      weights.assign(
        weights
          .mul(0.5)
          .add(tf.dropout(x, 0.5).sum(0))
          .add(tf.randomNormal([2])),
      );
    });
    const rows = [
      [0, 1],
      [2, 3],
      [3, 0],
    ];
    setSeed(3);
    for (const row of rows) await noisy.run({ x: tf.gather(x, tf.tensor1d(row, "int32")) });
    const oneByOne = numbers(weights);
    weights.assign(tf.zeros([2]));
    setSeed(3);
    await noisy.runMany({ x }, tf.tensor2d(rows, [3, 2], "int32"));
    expect(numbers(weights)).toEqual(oneByOne);
  });

  it("need one trace for any number of steps and samples, and another for batches of another size", async () => {
    const { host, step } = counting();
    await step.runMany({ x }, tf.zeros([3, 2], "int32"));
    await step.runMany({ x: tf.zeros([9, 2]) }, tf.zeros([5, 2], "int32"));
    await step.runMany({ x }, tf.zeros([1, 2], "int32"));
    await step.run({ x: tf.zeros([2, 2]) });
    expect(host).toEqual({ calls: 10, traces: 1 });
    await step.runMany({ x }, tf.zeros([2, 3], "int32"));
    expect(host.traces).toBe(2);
  });

  it("leave no tensors behind, also where they fail", async () => {
    const { step } = counting();
    await step.runMany({ x }, tf.zeros([3, 2], "int32"));
    const rows = tf.zeros<tf.Rank.R2>([3, 2], "int32");
    const far = tf.tensor2d([0, 0, 4, 4, 0, 0], [3, 2], "int32");
    const { numTensors } = tf.memory();
    await step.runMany({ x }, rows);
    await expect(step.runMany({ x }, far)).rejects.toThrow("4 is not in [0, 4)");
    expect(tf.memory().numTensors).toBe(numTensors);
    step.dispose();
  });

  it("are refused where a step cannot be traced", async () => {
    const reading = new CompiledStep(({ x }: { x: tf.Tensor }) => {
      x.dataSync();
    });
    await expect(reading.runMany({ x }, tf.zeros([3, 2], "int32"))).rejects.toThrow(TracingError);
  });
});
