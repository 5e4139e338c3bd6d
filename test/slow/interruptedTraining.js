/** Trains in the current folder, with a backup: what ends it, and what goes on from there, is up to interruptedTraining.test.ts. */
const path = require("node:path");
const dist = path.join(__dirname, "..", "..", "dist");
require(path.join(dist, "engine", "register.js"));
const tf = require("@tensorflow/tfjs-node-gpu");
const { createHash } = require("node:crypto");
const { Dataset } = require(path.join(dist, "data", "pipeline"));
const { setSeed } = require(path.join(dist, "engine"));
const { callbacks, fit } = require(path.join(dist, "training"));

async function train() {
  setSeed(3);
  const x = tf.randomUniform([80, 6], -1, 1);
  const y = tf.tidy(() => x.sum(1).greater(0).toInt());
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 16, activation: "relu", inputShape: [6] }),
      tf.layers.dropout({ rate: 0.3 }),
      tf.layers.batchNormalization(),
      tf.layers.dense({ units: 2, activation: "softmax" }),
    ],
  });
  model.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
  const [mode] = process.argv.slice(2);
  const data =
    mode === "dataset" ? [Dataset.fromTensorSlices([x, y]).shuffle(80, { seed: 5 }).batch(8)] : [x, y];
  const history = await fit(model, ...data, {
    epochs: 14,
    ...(mode === "dataset" ? {} : { batchSize: 8 }),
    validationData: [x, y],
    verbose: 0,
    callbacks: [
      { onTrainBegin: () => process.send?.("training") },
      new callbacks.EarlyStopping({ patience: 30, restoreBestWeights: true }),
      new callbacks.ReduceLROnPlateau({ monitor: "loss", patience: 1, factor: 0.7 }),
      new callbacks.ModelCheckpoint("best.keras", { saveBestOnly: true }),
      new callbacks.ModelCheckpoint("last.h5"),
      new callbacks.CSVLogger("training.csv"),
      new callbacks.BackupAndRestore("backup"),
    ],
  });
  const hash = createHash("sha256");
  for (const weight of model.getWeights()) hash.update(weight.dataSync());
  process.send?.({ history: history.history, epoch: history.epoch, weights: hash.digest("hex") });
}

train().then(() => process.disconnect?.());
