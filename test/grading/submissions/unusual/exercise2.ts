/** Exercise 2, solved in ways that the solution does not take. */
import { type Submission, solutionOf, solutionWith, unusual } from "../submission";

const exercise = 2;
const of = (name: string, about: string, cells: Submission["cells"], more: Partial<Submission> = {}) =>
  unusual({ name: `two-${name}`, exercise, about, cells, ...more });

/** The imports with names more. */
const imports = (names: string) =>
  solutionWith(exercise, "imports", "plot, schedules", `plot, ${names}, schedules`);

/** Task 1b with a rate, or with another optimizer. */
const compiledWith = (optimizer: string) => `
model.compile({
  optimizer: ${optimizer},
  loss: "sparse_categorical_crossentropy",
  metrics: ["accuracy"],
});`;
const plainAdam = compiledWith("new optimizers.Adam({ learningRate: 0.002 })");

const threeCallbacks = solutionWith(
  exercise,
  "task-3",
  "callbacks: [early, checkpoint]",
  "callbacks: [early, checkpoint, rate]",
);

/** Task 4 for a file that does not say how the model was compiled, as with optimizers of tfjs. */
const compiledAfterLoading = solutionWith(
  exercise,
  "task-4",
  "scores =",
  'best.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });\nscores =',
);

const withRate = (rate: string) => `${solutionOf(exercise, "task-2")}\n${rate}`;

const rates: Submission[] = [
  of("plateau", "ReduceLROnPlateau, with less patience than the stopping.", {
    "task-1b": plainAdam,
    "task-2": `
const early = new callbacks.EarlyStopping({ monitor: "val_loss", patience: 5 });
const checkpoint = new callbacks.ModelCheckpoint("best_model.keras", { saveBestOnly: true });
const rate = new callbacks.ReduceLROnPlateau({ monitor: "val_loss", factor: 0.5, patience: 1, minDelta: 0.01 });`,
    "task-3": solutionWith(
      exercise,
      "task-3",
      "callbacks: [early, checkpoint]",
      "callbacks: [rate, early, checkpoint]",
    ),
  }),
  of("scheduler", "LearningRateScheduler.", {
    "task-1b": plainAdam,
    "task-2": withRate(
      "const rate = new callbacks.LearningRateScheduler((epoch, now) => (epoch < 2 ? now : now * 0.85));",
    ),
    "task-3": threeCallbacks,
  }),
  of("own-rate-callback", "A callback class that sets the rate and logs nothing.", {
    imports: solutionWith(exercise, "imports", "type Callback, callbacks", "Callback, callbacks"),
    "task-1b": plainAdam,
    "task-2": withRate(`class Slower extends Callback {
  override onEpochBegin(epoch: number) {
    (this.model.optimizer as unknown as { learningRate: number }).learningRate = 0.002 * 0.85 ** epoch;
  }
}
const rate = new Slower();`),
    "task-3": threeCallbacks,
  }),
  of("rate-in-a-lambda", "An object with a hook lowers the rate at the end of each epoch.", {
    "task-1b": plainAdam,
    "task-3": solutionWith(
      exercise,
      "task-3",
      "callbacks: [early, checkpoint]",
      "callbacks: [early, checkpoint, { onEpochEnd: () => {\n    const optimizer = model.optimizer as unknown as { learningRate: number };\n    optimizer.learningRate *= 0.9;\n  } }]",
    ),
  }),
  of("rate-in-batches", "The rate falls after each batch.", {
    "task-1b": plainAdam,
    "task-3": solutionWith(
      exercise,
      "task-3",
      "callbacks: [early, checkpoint]",
      "callbacks: [early, checkpoint, { onTrainBatchEnd: () => {\n    (model.optimizer as unknown as { learningRate: number }).learningRate *= 0.9985;\n  } }]",
    ),
  }),
  of("warm-up", "A cosine with a warm-up: the rate rises before it falls.", {
    "task-1b": compiledWith(
      "new optimizers.Adam({ learningRate: new schedules.CosineDecay({\n    initialLearningRate: 0.0002, warmupTarget: 0.002, warmupSteps: 100, decaySteps: 700 }) })",
    ),
  }),
  of("own-schedule", "A schedule class with a warm-up.", {
    imports: imports("Schedule"),
    "task-1b": `
class WarmUp extends Schedule {
  at(step: number): number {
    return step < 60 ? 0.002 * (step + 1) / 60 : 0.002 * Math.sqrt(60 / step);
  }
  getConfig(): object {
    return {};
  }
}
${compiledWith("new optimizers.Adam({ learningRate: new WarmUp() })").trim()}`,
    "task-4": compiledAfterLoading,
  }),
  of("steps", "A rate that falls in steps, with RMSprop.", {
    "task-1b": compiledWith(
      "new optimizers.RMSprop({ learningRate: new schedules.PiecewiseConstantDecay({\n    boundaries: [200, 400], values: [0.001, 0.0005, 0.0002] }) })",
    ),
  }),
  of("tfjs-optimizer", "An optimizer of tfjs, whose rate a callback lowers.", {
    "task-1b": compiledWith("tf.train.adam(0.002)"),
    "task-2": withRate("const rate = new callbacks.LearningRateScheduler((_epoch, now) => now * 0.85);"),
    "task-3": threeCallbacks,
    "task-4": compiledAfterLoading,
  }),
  of("tfjs-momentum", "tfjs's momentum optimizer, whose rate a callback lowers.", {
    "task-1b": compiledWith("tf.train.momentum(0.05, 0.9)"),
    "task-2": withRate("const rate = new callbacks.LearningRateScheduler((_epoch, now) => now * 0.85);"),
    "task-3": threeCallbacks,
    "task-4": compiledAfterLoading,
  }),
];

const stopping: Submission[] = [
  of("own-stopping", "A class that extends EarlyStopping and says more.", {
    imports: imports("type Logs"),
    "task-2": `
class Talking extends callbacks.EarlyStopping {
  override onEpochEnd(epoch: number, logs: Logs) {
    super.onEpochEnd(epoch, logs);
    if (this.stoppedEpoch > 0) console.log("enough");
  }
}
const early = new Talking({ monitor: "val_loss", patience: 3 });
const checkpoint = new callbacks.ModelCheckpoint("best_model.keras", { saveBestOnly: true });`,
  }),
  of("restores", "EarlyStopping restores the best weights; the file is loaded all the same.", {
    "task-2": solutionWith(exercise, "task-2", "patience: 3", "patience: 3, restoreBestWeights: true"),
  }),
  of("watches-accuracy", "EarlyStopping watches the validation accuracy.", {
    "task-2": solutionWith(
      exercise,
      "task-2",
      'monitor: "val_loss", patience: 3',
      'monitor: "val_accuracy", mode: "max", patience: 4',
    ),
  }),
  of("min-delta", "EarlyStopping with a margin, from the third epoch on.", {
    "task-2": solutionWith(
      exercise,
      "task-2",
      "patience: 3",
      "patience: 2, minDelta: 0.005, startFromEpoch: 2",
    ),
  }),
  of("all-twenty", "Eight epochs of patience: training goes through all twenty, or nearly.", {
    "task-1b": solutionWith(exercise, "task-1b", "initialLearningRate: 0.002", "initialLearningRate: 0.0008"),
    "task-2": solutionWith(exercise, "task-2", "patience: 3", "patience: 8"),
  }),
  of("forty-epochs", "Forty epochs are allowed.", {
    "task-3": solutionWith(exercise, "task-3", "epochs: 20", "epochs: 40"),
  }),
  of("tfjs-fit", "tfjs's own model.fit with its early stopping, and our checkpoint.", {
    "task-1b": compiledWith(
      "new optimizers.Adam({ learningRate: new schedules.ExponentialDecay({\n    initialLearningRate: 0.002, decaySteps: 300, decayRate: 0.7 }) })",
    ),
    "task-2": `
const early = tf.callbacks.earlyStopping({ monitor: "val_loss", patience: 3 });
const checkpoint = new callbacks.ModelCheckpoint("best_model.keras", { saveBestOnly: true });`,
    "task-3": `
const history = await model.fit(xTrain, yTrain, {
  epochs: 20, batchSize: 64, validationData: [xVal, yVal], verbose: 0,
  callbacks: [early, checkpoint as unknown as tf.CustomCallback],
});
history.history`,
  }),
];

const files: Submission[] = [
  of("h5", "The best model as an .h5 file.", {
    "task-2": solutionWith(exercise, "task-2", "best_model.keras", "best_model.h5"),
    "task-4": solutionWith(exercise, "task-4", "best_model.keras", "best_model.h5"),
  }),
  of("other-name", "The best model under another name, in a folder.", {
    "task-2": solutionWith(exercise, "task-2", "best_model.keras", "saved/garments.keras"),
    "task-4": solutionWith(exercise, "task-4", "best_model.keras", "saved/garments.keras"),
  }),
  of("own-checkpoint", "A callback class that writes a folder, which tfjs loads.", {
    imports: solutionWith(
      exercise,
      "imports",
      "type Callback, callbacks",
      "Callback, callbacks, type Logs, saveModel",
    ),
    "task-2": `
class KeepBest extends Callback {
  private best = Infinity;
  override async onEpochEnd(_epoch: number, logs: Logs) {
    if (logs.val_loss >= this.best) return;
    this.best = logs.val_loss;
    await saveModel(this.model, "best_model");
  }
}
const early = new callbacks.EarlyStopping({ monitor: "val_loss", patience: 3 });
const checkpoint = new KeepBest();`,
    "task-4": `
const best = await tf.loadLayersModel("file://best_model/model.json");
best.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
const scores = await evaluate(best, prepare(xTest), yTest);
scores`,
  }),
  of("weights-file", "The checkpoint holds weights only, which a second network takes.", {
    imports: imports("loadWeights"),
    "task-1": `
function build() {
  const model = tf.sequential();
  model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 16, kernelSize: 3, activation: "relu" }));
  model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
  model.add(tf.layers.conv2d({ filters: 32, kernelSize: 3, activation: "relu" }));
  model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
  model.add(tf.layers.flatten());
  model.add(tf.layers.dense({ units: 64, activation: "relu" }));
  model.add(tf.layers.dense({ units: 10, activation: "softmax" }));
  return model;
}
const model = build();`,
    "task-2": solutionWith(
      exercise,
      "task-2",
      '"best_model.keras",\n  { saveBestOnly: true }',
      '"best.weights.h5",\n  { saveBestOnly: true, saveWeightsOnly: true }',
    ),
    "task-4": `
const best = build();
await loadWeights(best, "best.weights.h5");
best.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
const scores = await evaluate(best, prepare(xTest), yTest);
scores`,
  }),
  of("many-callbacks", "A CSV file, TensorBoard and a backup beside what is asked.", {
    "task-3": solutionWith(
      exercise,
      "task-3",
      "callbacks: [early, checkpoint]",
      'callbacks: [\n    new callbacks.CSVLogger("log.csv"), early, checkpoint, new callbacks.TerminateOnNaN(),\n    new callbacks.BackupAndRestore("backup"),\n  ]',
    ),
  }),
  of("dataset", "Datasets of batches, and a functional network with batch normalization.", {
    imports: imports("Dataset"),
    "task-1": `
const input = tf.input({ shape: [28, 28, 1] });
const block = (filters: number, from: tf.SymbolicTensor) =>
  [tf.layers.conv2d({ filters, kernelSize: 3 }), tf.layers.batchNormalization({ momentum: 0.9 }), tf.layers.reLU(),
    tf.layers.maxPooling2d({ poolSize: 2 })]
    .reduce((x: tf.SymbolicTensor, layer) => layer.apply(x) as tf.SymbolicTensor, from);
const features = tf.layers.flatten().apply(block(32, block(16, input))) as tf.SymbolicTensor;
const hidden = tf.layers.dense({ units: 64, activation: "relu" }).apply(features) as tf.SymbolicTensor;
const model = tf.model({
  inputs: input,
  outputs: tf.layers.dense({ units: 10, activation: "softmax" }).apply(hidden) as tf.SymbolicTensor,
});`,
    "task-3": `
const history = await fit(model, Dataset.fromTensorSlices([xTrain, yTrain]).shuffle(trained).batch(64), {
  epochs: 20,
  validationData: Dataset.fromTensorSlices([xVal, yVal]).batch(64),
  callbacks: [early, checkpoint],
});
plot.history(history)`,
  }),
  of("dropout-l2", "Dropout and L2: the validation loss holds the penalties.", {
    "task-1": `
const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 16, kernelSize: 3, activation: "relu",
  kernelRegularizer: tf.regularizers.l2({ l2: 1e-3 }) }));
model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
model.add(tf.layers.separableConv2d({ filters: 32, kernelSize: 3, activation: "relu" }));
model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
model.add(tf.layers.flatten());
model.add(tf.layers.dropout({ rate: 0.3 }));
model.add(tf.layers.dense({ units: 64, activation: "relu", kernelRegularizer: tf.regularizers.l2({ l2: 1e-4 }) }));
model.add(tf.layers.dense({ units: 10, activation: "softmax" }));`,
  }),
  of("compiled-again", "The loaded model is compiled again before it is measured.", {
    "task-4": `
const best = await loadModel("best_model.keras");
best.compile({ optimizer: "sgd", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });
const [loss, accuracy] = (best.evaluate(prepare(xTest), yTest) as tf.Scalar[]).map((one) => one.dataSync()[0]);
const scores = { loss, accuracy };
scores`,
  }),
];

export const unusual2: readonly Submission[] = [...rates, ...stopping, ...files];
