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
});
