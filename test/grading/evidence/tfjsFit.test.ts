/** tfjs's own fit and fitDataset, recorded like ours. */
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import path from "node:path";
import "../../../src";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { EvidenceFolder } from "../../../src/grading/evidence/evidenceFolder";
import type { TrainingEvidence } from "../../../src/grading/evidence/format";
import { isTraining, recordTrainings } from "../../../src/grading/evidence/trainings";
import { temporaryFolder } from "../../cli/temporaryFolder";

const folder = mkdtempSync(path.join(temporaryFolder(), "evidence-"));
recordTrainings(new EvidenceFolder(folder), (work) => work());

const x = tf.randomUniform([20, 4]);
const y = tf.oneHot(tf.range(0, 20).mod(3).toInt(), 3).toFloat();

function compiled(): tf.Sequential {
  const model = tf.sequential({
    layers: [tf.layers.dense({ units: 3, inputShape: [4], activation: "softmax" })],
  });
  model.compile({ optimizer: tf.train.sgd(0.1), loss: "categoricalCrossentropy", metrics: ["accuracy"] });
  return model;
}

let trainings = 0;

/** The record of the training that `train` makes. */
async function recorded(train: () => Promise<unknown>): Promise<TrainingEvidence> {
  await train();
  return JSON.parse(readFileSync(path.join(folder, `training-${trainings++}.json`), "utf8"));
}

const batches = (from: number, count: number) =>
  tf.data
    .zip({
      xs: tf.data.array(x.slice(from, count).arraySync() as never),
      ys: tf.data.array(y.slice(from, count).arraySync() as never),
    })
    .batch(4) as unknown as tf.data.Dataset<tf.TensorContainerObject>;

const ways: [string, () => Promise<unknown>, { trained: number; validated: number }][] = [
  [
    "fit with a validation split",
    () => compiled().fit(x, y, { epochs: 2, batchSize: 4, validationSplit: 0.2 }),
    { trained: 16, validated: 4 },
  ],
  [
    "fit with validation data",
    () => compiled().fit(x, y, { epochs: 2, batchSize: 4, validationData: [x.slice(0, 5), y.slice(0, 5)] }),
    { trained: 20, validated: 5 },
  ],
  [
    "fitDataset with a dataset for validation",
    () => compiled().fitDataset(batches(0, 12), { epochs: 2, validationData: batches(12, 8) }),
    { trained: 12, validated: 8 },
  ],
  [
    "fitDataset with tensors for validation",
    () => compiled().fitDataset(batches(0, 12), { epochs: 2, validationData: [x.slice(12), y.slice(12)] }),
    { trained: 12, validated: 8 },
  ],
];

test.each(ways)("%s", async (_, train, { trained, validated }) => {
  const { epochs, epochsAllowed, after, before } = await recorded(train);
  expect(epochsAllowed).toBe(2);
  expect(epochs).toHaveLength(2);
  for (const epoch of epochs) {
    expect(epoch.trained.count).toBe(trained);
    expect(epoch.validated?.count).toBe(validated);
    expect(epoch.steps).toBe(Math.ceil(trained / 4));
    expect(epoch.logs).toMatchObject({ loss: expect.any(Number), val_loss: expect.any(Number) });
    expect(epoch.rates.map(Math.fround)).toEqual([Math.fround(0.1)]);
  }
  expect(after).toEqual(epochs.at(-1)?.weights);
  expect(before).not.toEqual(after);
});

test("a learner's callbacks act as ever, and are named", async () => {
  const seen: number[] = [];
  const callbacks = [{ onEpochEnd: (epoch: number) => void seen.push(epoch) }];
  const { callbacks: named } = await recorded(() => compiled().fit(x, y, { epochs: 2, callbacks }));
  expect(seen).toEqual([0, 1]);
  expect(named).toHaveLength(1);
  const early = tf.callbacks.earlyStopping({ monitor: "loss", patience: 3 });
  const attached = await recorded(() => compiled().fit(x, y, { epochs: 2, callbacks: early }));
  expect(attached.callbacks).toMatchObject([
    { classes: expect.arrayContaining(["EarlyStopping"]), monitor: "loss", patience: 3 },
  ]);
});

test("a training that fails is over", async () => {
  await expect(compiled().fit(x, tf.zeros([20, 7]), { epochs: 1 })).rejects.toThrow();
  const fails = { onEpochEnd: () => Promise.reject(new Error("no more")) };
  await expect(compiled().fit(x, y, { epochs: 2, callbacks: [fails] })).rejects.toThrow("no more");
  expect(isTraining()).toBe(false);
  expect(existsSync(folder)).toBe(true);
});
