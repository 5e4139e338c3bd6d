/** However a training ends, it leaves as many tensors as there were. */
import * as tf from "@tensorflow/tfjs-node-gpu";
import { Dataset } from "../../../src/data/pipeline";
import { setSeed } from "../../../src/engine";
import { callbacks, fit } from "../../../src/training";
import { classifier, separablePoints } from "./smallModel";

describe("fit", () => {
  it("leaves no tensor after 100 trainings, 20 that were stopped, and 20 that threw", async () => {
    setSeed(1);
    const [x, y] = separablePoints(32);
    const model = classifier();
    const dataset = Dataset.fromTensorSlices([x, y]).shuffle(32).batch(8);
    const train = async (round: number, more: object = {}) => {
      const options = {
        epochs: 1 + (round % 2),
        validationData: [x, y] as const,
        verbose: 0 as const,
        callbacks: [new callbacks.EarlyStopping({ restoreBestWeights: true, patience: round % 3 })],
        ...more,
      };
      if (round % 2 === 0) await fit(model, x, y, { batchSize: 8, classWeight: { 1: 2 }, ...options });
      else await fit(model, dataset.repeat(), { stepsPerEpoch: 3, ...options });
    };
    await train(0);
    const before = tf.memory().numTensors;
    for (let round = 0; round < 100; round++) await train(round);
    for (let round = 0; round < 20; round++) {
      const onTrainBatchEnd = (batch: number) => {
        if (batch >= round % 3) model.stopTraining = true;
      };
      await train(round, { callbacks: { onTrainBatchEnd } });
    }
    for (let round = 0; round < 20; round++) {
      const hook = ["onTrainBatchBegin", "onTrainBatchEnd", "onTestBatchEnd", "onEpochEnd"][
        round % 4
      ] as string;
      const throwing = {
        [hook]: () => {
          throw new Error("enough");
        },
      };
      await expect(train(round, { callbacks: [throwing] })).rejects.toThrow("enough");
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  it("leaves no tensor, and tells callbacks of the end, wherever in it an interrupt comes", async () => {
    setSeed(1);
    const [x, y] = separablePoints(16);
    const model = classifier();
    const dataset = Dataset.fromTensorSlices([x, y]).shuffle(16).batch(8);
    let ends = 0;
    const onTrainEnd = () => {
      ends++;
    };
    const trainings = [
      () => fit(model, x, y, { batchSize: 8, validationSplit: 0.25, verbose: 0, callbacks: { onTrainEnd } }),
      () => fit(model, dataset, { validationData: dataset, verbose: 0, callbacks: { onTrainEnd } }),
    ];
    for (const [index, train] of trainings.entries()) {
      await train();
      const before = tf.memory().numTensors;
      let isThrough = false;
      let after = 0;
      for (; !isThrough; after++) {
        ends = 0;
        isThrough = await isThroughBefore(after, train);
        expect({ index, after, ends, tensors: tf.memory().numTensors }).toEqual({
          index,
          after,
          ends: expect.any(Number),
          tensors: before,
        });
        // Before the first operation of a step nobody has been told of a beginning.
        if (after > 2) expect({ after, ends }).toEqual({ after, ends: 1 });
      }
      expect(after).toBeGreaterThan(100);
    }
  }, 120_000);
});

/** Whether a training needs no more operations than so many: with the next, every operation throws, as in an interrupted cell. */
async function isThroughBefore(count: number, train: () => Promise<unknown>): Promise<boolean> {
  const engine = tf.engine() as unknown as { runKernel(...args: unknown[]): unknown };
  let left = count;
  engine.runKernel = function (this: object, ...args) {
    if (left-- <= 0) throw new Error("interrupted");
    return Object.getPrototypeOf(engine).runKernel.apply(this, args);
  };
  try {
    await train();
    return true;
  } catch (error) {
    if ((error as Error).message !== "interrupted") throw error;
    return false;
  } finally {
    Reflect.deleteProperty(engine, "runKernel");
  }
}
