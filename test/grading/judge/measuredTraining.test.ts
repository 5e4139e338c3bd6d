/** Trainings measured again: a real one, recorded as in a graded notebook, and what a cell could have made of its record. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as tf from "@tensorflow/tfjs-node-gpu";
import { drawGarments } from "../../../src/data";
import { setSeed } from "../../../src/engine";
import { describedValue, variablesOf } from "../../../src/grading/evidence/describedValue";
import { EvidenceFolder } from "../../../src/grading/evidence/evidenceFolder";
import { describedSamples, fingerprintsOf, namesIn } from "../../../src/grading/evidence/fingerprints";
import type { EpochEvidence, ModelEvidence, TrainingEvidence } from "../../../src/grading/evidence/format";
import { read } from "../../../src/grading/evidence/tensorValues";
import { recordTrainings } from "../../../src/grading/evidence/trainings";
import { EvidenceReader } from "../../../src/grading/judge/evidenceReader";
import { KnownImages } from "../../../src/grading/judge/knownImages";
import { MeasuredTraining, type RecordedEpoch } from "../../../src/grading/judge/measuredTraining";
import { rebuiltModel } from "../../../src/grading/judge/rebuiltModel";
import { fit } from "../../../src/training";
import { temporaryFolder } from "../../cli/temporaryFolder";

const folder = temporaryFolder();
const dataset = drawGarments({ seed: 4, trainPerClass: 30, testPerClass: 5 });
const images = new KnownImages(dataset);
const { images: bytes, labels, count } = dataset.train;
const x = tf.tensor4d(
  Float32Array.from(bytes, (byte) => byte / 255),
  [count, 28, 28, 1],
);
const y = tf.tensor1d(Int32Array.from(labels), "int32");

let history: { epoch: number[]; history: Record<string, number[]> };
let evidence: ModelEvidence;

beforeAll(async () => {
  setSeed(1);
  const target = new EvidenceFolder(folder);
  recordTrainings(target, (work) => work());
  const model = tf.sequential();
  model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 4, kernelSize: 3, strides: 3 }));
  model.add(tf.layers.flatten());
  model.add(tf.layers.dropout({ rate: 0.2 }));
  model.add(tf.layers.dense({ units: 10, activation: "softmax" }));
  model.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
  history = await fit(model, x, y, { epochs: 3, validationSplit: 0.2, verbose: 0 });
  evidence = describedValue(model, target) as ModelEvidence;
  expect(variablesOf(model)).toHaveLength(4);
});

/** The training as the judge has it, after a cell has changed its record. */
async function measured(change: (training: TrainingEvidence) => void = () => {}): Promise<{
  training: MeasuredTraining;
  last: RecordedEpoch;
}> {
  const file = path.join(folder, "training-0.json");
  const own = readFileSync(file, "utf8");
  const changed = JSON.parse(own) as TrainingEvidence;
  change(changed);
  writeFileSync(file, JSON.stringify(changed));
  const reader = new EvidenceReader(folder);
  writeFileSync(file, own);
  const training = new MeasuredTraining(
    reader,
    images,
    evidence.weights,
    await rebuiltModel(evidence, reader),
  );
  return { training, last: training.epochs.at(-1) as RecordedEpoch };
}

const namesOf = (images: Uint8Array, count: number) =>
  namesIn(fingerprintsOf(tf.tensor3d(Int32Array.from(images), [count, 28, 28], "int32"), read));

const lastOf = ({ epochs }: TrainingEvidence) => epochs.at(-1) as EpochEvidence;

test("an honest training has no fault, and its history tells of all its epochs", async () => {
  const { training } = await measured();
  expect(training.epochsOf(history)).toHaveLength(3);
  for (const epoch of training.epochs) {
    expect(await training.faultOfTraining(epoch, ["loss", "accuracy"])).toBeUndefined();
    expect(await training.faultOfValidation(epoch, ["val_loss", "val_accuracy"])).toBeUndefined();
  }
});

test("a history with another number, or with one epoch more, tells of no training that was seen", async () => {
  const { training } = await measured();
  const { loss = [], ...others } = history.history;
  const edited = { ...history, history: { ...others, loss: loss.map((value) => value / 2) } };
  const padded = { epoch: [0, 1, 2, 3], history: { loss: [...loss, 0.01] } };
  expect(training.epochsOf(edited)).toBeUndefined();
  const better = { ...history, history: { ...history.history, accuracy: [0.8, 0.9, 0.95] } };
  expect(training.epochsOf(better)).toBeUndefined();
  const withRates = { ...history, history: { ...history.history, learning_rate: [0.1, 0.1, 0.01] } };
  expect(training.epochsOf(withRates)).toHaveLength(3);
  expect(training.epochsOf(padded)).toBeUndefined();
});

test("a part of its epochs may be told of, as of two trainings that were joined", async () => {
  const { training } = await measured();
  const part = { epoch: [0, 2], history: { loss: [0, 2].map((at) => history.history.loss?.[at] as number) } };
  expect(training.epochsOf(part)).toEqual([training.epochs[0], training.epochs[2]]);
});

test.each([
  ["loss", 0.001],
  ["accuracy", 0.999],
])("a %s of %d, which the weights before and after an epoch do not give", async (name, value) => {
  const { training, last } = await measured((record) => {
    lastOf(record).logs[name] = value;
  });
  expect((await training.faultOfTraining(last, [name]))?.name).toBe("trainingDiffers");
});

test.each([
  ["val_loss", 0.5],
  ["val_accuracy", 0.97],
])("a %s of %d, which the weights of the epoch do not give", async (name, value) => {
  const { training, last } = await measured((record) => {
    lastOf(record).logs[name] = value;
  });
  expect((await training.faultOfValidation(last, [name]))?.name).toBe("validationDiffers");
});

test("a training with test images among its own is no training", async () => {
  const ofTest = describedSamples(
    namesOf(dataset.test.images, 50).slice(0, 3),
    "unit",
    new EvidenceFolder(folder),
  );
  const { training, last } = await measured((record) => {
    lastOf(record).trained = ofTest;
  });
  expect(await training.faultOfTraining(last, ["loss"])).toMatchObject({
    name: "trainedOnTest",
    values: { count: 3 },
  });
});

test("the weights of another epoch are seen", async () => {
  const { training, last } = await measured((record) => {
    lastOf(record).weights = record.before;
  });
  expect((await training.faultOfValidation(last, ["val_loss"]))?.name).toBe("validationDiffers");
});

test("validation on the images that are trained on, on test images, and on others than the dataset's, is seen", async () => {
  const onTrained = await measured((record) => {
    lastOf(record).validated = lastOf(record).trained;
  });
  expect((await onTrained.training.faultOfValidation(onTrained.last, ["val_loss"]))?.name).toBe(
    "validatedOnTrained",
  );
  const ofTest = describedSamples(namesOf(dataset.test.images, 50), "unit", new EvidenceFolder(folder));
  const onTest = await measured((record) => {
    lastOf(record).validated = ofTest;
  });
  expect((await onTest.training.faultOfValidation(onTest.last, ["val_loss"]))?.name).toBe("validatedOnTest");
  const blob = new EvidenceFolder(folder).blob(Buffer.from("nobody's"));
  const onOthers = await measured((record) => {
    lastOf(record).validated = { count: 1, scale: "unit", blob };
  });
  expect((await onOthers.training.faultOfValidation(onOthers.last, ["val_loss"]))?.name).toBe(
    "validatedOnOthers",
  );
});
