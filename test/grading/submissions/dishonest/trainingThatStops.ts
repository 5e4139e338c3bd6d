/** Dishonest submissions of exercise 2: callbacks that never acted, rates that never fell, files made by hand. */
import {
  allBut,
  cheatingOn,
  fewPictures,
  type Submission,
  solutionOf,
  solutionWith,
  solved,
} from "../submission";

const honest = solved(2, "task-1", "task-1b", "task-2", "task-3", "task-4");
const plain = `model.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"] });`;

const of = cheatingOn(2, "stops", honest);

const save = solutionWith(2, "imports", "plot, schedules", "plot, saveModel, schedules");

export const trainingThatStops: readonly Submission[] = [
  of(
    "fake-class",
    "A class named EarlyStopping that does nothing, and five epochs.",
    {
      "task-2": `
class EarlyStopping { monitor = "val_loss"; patience = 3; stoppedEpoch = 4; setModel() {} setParams() {} }
const early: any = new EarlyStopping();
const checkpoint = new callbacks.ModelCheckpoint("best_model.keras", { saveBestOnly: true });`,
      "task-3": solutionWith(2, "task-3", "epochs: 20", "epochs: 5").replace(
        "[early, checkpoint]",
        "[checkpoint]",
      ),
    },
    allBut(2, "stopping", "stopped"),
  ),
  of(
    "typed-epoch",
    "Five epochs are allowed; stoppedEpoch of an EarlyStopping that was not attached is set by hand.",
    {
      "task-3": {
        replace: solutionWith(2, "task-3", "epochs: 20", "epochs: 5").replace(
          "[early, checkpoint]",
          "[checkpoint]",
        ),
        after: ["(early as any).stoppedEpoch = history.epoch.length - 1;"],
      },
    },
    allBut(2, "stopping", "stopped"),
  ),
  of(
    "typed-epoch-attached",
    "EarlyStopping is attached, but five epochs are allowed, and its stoppedEpoch is set by hand.",
    {
      "task-3": {
        replace: solutionWith(2, "task-3", "epochs: 20", "epochs: 5"),
        after: ["(early as any).stoppedEpoch = history.epoch.length - 1;"],
      },
    },
    allBut(2, "stopped"),
  ),
  of(
    "other-callback-stops",
    "A callback of the student's own ends the training after four epochs and writes that into early.",
    {
      "task-3": solutionWith(
        2,
        "task-3",
        "[early, checkpoint]",
        "[early, checkpoint, { onEpochEnd: (epoch) => {\n    if (epoch === 3) { model.stopTraining = true; (early as any).stoppedEpoch = epoch; }\n  } }]",
      ),
    },
    allBut(2, "stopped"),
  ),
  of(
    "patience-without-end",
    "A patience of a hundred epochs, where twenty are allowed: it can never act.",
    { "task-2": solutionWith(2, "task-2", "patience: 3", "patience: 100") },
    // Twenty epochs are enough for that check.
    allBut(2, "stopping"),
  ),
  of(
    "other-training",
    "EarlyStopping was attached to another training, of a small network.",
    {
      "task-3": {
        before: [
          'const decoy = tf.sequential({ layers: [tf.layers.flatten({ inputShape: [28, 28, 1] }), tf.layers.dense({ units: 10, activation: "softmax" })] });\ndecoy.compile({ optimizer: "adam", loss: "sparse_categorical_crossentropy" });\nawait fit(decoy, xTrain.slice(0, 64), yTrain.slice(0, 64), { epochs: 6, validationData: [xVal, yVal], callbacks: early, verbose: 0 });',
        ],
        replace: solutionWith(2, "task-3", "[early, checkpoint]", "[checkpoint]").replace(
          "epochs: 20",
          "epochs: 7",
        ),
        after: ["(early as any).stoppedEpoch = history.epoch.length - 1;"],
      },
    },
    allBut(2, "stopping", "stopped"),
  ),
  of(
    "cut-history",
    "All twenty epochs ran; the history is cut so that it seems to have stopped.",
    {
      "task-2": solutionWith(2, "task-2", "patience: 3", "patience: 15"),
      "task-3": {
        after: [
          "const best5 = history.history.val_loss.indexOf(Math.min(...history.history.val_loss)) + 4;\nhistory.epoch.length = Math.min(history.epoch.length, best5);\nfor (const values of Object.values(history.history)) values.length = history.epoch.length;\n(early as any).stoppedEpoch = history.epoch.length - 1;",
        ],
      },
    },
    allBut(2, "stopped"),
    // Twenty epochs that all ran would have earned it too.
    { upTo: 1 },
  ),
  of(
    "typed-rate",
    "The rate never changed; a falling learning_rate is typed into the history.",
    {
      "task-1b": plain,
      "task-3": {
        after: ["history.history.learning_rate = history.epoch.map((epoch) => 0.001 * 0.9 ** epoch);"],
      },
    },
    allBut(2, "decay"),
  ),
  of(
    "last-rate-edited",
    "A scheduler that always sets the same rate; the last logged rate is edited.",
    {
      "task-1b": plain,
      "task-2": `${solutionOf(2, "task-2")}\nconst rate = new callbacks.LearningRateScheduler((_epoch, now) => now);`,
      "task-3": {
        replace: solutionWith(2, "task-3", "[early, checkpoint]", "[early, checkpoint, rate]"),
        after: ["history.history.learning_rate[history.epoch.length - 1] = 0.0001;"],
      },
    },
    allBut(2, "decay"),
  ),
  of(
    "schedule-afterwards",
    "The model was trained with a fixed rate, and compiled with a schedule afterwards.",
    {
      "task-1b": plain,
      "task-3": {
        after: [`${solutionOf(2, "task-1b")}\n(model.optimizer as any).iterations = 700;`],
      },
    },
    allBut(2, "decay"),
  ),
  of(
    "rate-after-training",
    "The rate is lowered after the last step, in onTrainEnd.",
    {
      "task-1b": plain,
      "task-3": solutionWith(
        2,
        "task-3",
        "[early, checkpoint]",
        "[early, checkpoint, { onTrainEnd: () => { (model.optimizer as any).learningRate = 1e-5; } }]",
      ),
    },
    allBut(2, "decay"),
  ),
  of(
    "logged-rate",
    "A callback logs a falling rate that the optimizer never had.",
    {
      "task-1b": plain,
      "task-3": solutionWith(
        2,
        "task-3",
        "[early, checkpoint]",
        "[early, checkpoint, { onEpochEnd: (epoch, logs) => { logs.learning_rate = 0.001 * 0.8 ** epoch; } }]",
      ),
    },
    allBut(2, "decay"),
  ),
  of(
    "file-at-the-end",
    "The file is written by hand from the last model, and the smallest validation loss is edited to match.",
    {
      imports: save,
      "task-3": {
        replace: solutionWith(2, "task-3", "[early, checkpoint]", "[early]").replace(
          "xTrain, yTrain",
          fewPictures,
        ),
        after: [
          'await saveModel(model, "best_model.keras");\nconst { loss: lastLoss } = await evaluate(model, xVal, yVal, { verbose: 0 });\nhistory.history.val_loss = history.history.val_loss.map((value) => Math.max(value, lastLoss + 0.001));\nhistory.history.val_loss[history.epoch.length - 1] = lastLoss;',
        ],
      },
    },
    // Whether it stopped as it should shows in the measured losses, not in the edited ones.
    allBut(2, "checkpoint"),
  ),
  of(
    "last-renamed",
    "Every epoch has a file; the last one is renamed, and the other losses are made worse.",
    {
      "task-2": solutionWith(
        2,
        "task-2",
        '"best_model.keras",\n  { saveBestOnly: true }',
        '"epoch-{epoch:02d}.keras"',
      ),
      "task-3": {
        replace: solutionWith(2, "task-3", "xTrain, yTrain", fewPictures),
        after: [
          'require("fs").copyFileSync("epoch-" + String(history.epoch.length).padStart(2, "0") + ".keras", "best_model.keras");\nconst lastVal = history.history.val_loss.at(-1)!;\nhistory.history.val_loss = history.history.val_loss.map((value, epoch) => epoch < history.epoch.length - 1 ? Math.max(value, lastVal + 0.01) : value);',
        ],
      },
    },
    allBut(2, "checkpoint"),
  ),
  of(
    "trained-on-validation",
    "best is trained further on the validation pictures, and the smallest loss is edited to match.",
    {
      "task-4": {
        replace: `
const best = await loadModel("best_model.keras");
await fit(best, xVal, yVal, { epochs: 8, verbose: 0 });
const { loss: low } = await evaluate(best, xVal, yVal, { verbose: 0 });
history.history.val_loss[history.history.val_loss.indexOf(Math.min(...history.history.val_loss))] = low;
const scores = await evaluate(best, prepare(xTest), yTest);`,
      },
    },
    allBut(2, "checkpoint"),
    // The network is a good one all the same, and its scores are measured.
  ),
  of(
    "other-validation",
    "After the training, xVal and yVal become pictures on which the last model has the loss that is wanted.",
    {
      "task-2": solutionWith(2, "task-2", "{ saveBestOnly: true }", "{ saveBestOnly: false }"),
      "task-3": solutionWith(2, "task-3", "xTrain, yTrain", fewPictures),
      "task-4": {
        before: [
          "const wanted = Math.min(...history.history.val_loss);\nconst held = [xVal, yVal] as const;",
          'const each = tf.tidy(() => tf.oneHot(held[1].toInt() as tf.Tensor1D, 10).mul((model.predict(held[0]) as tf.Tensor).clipByValue(1e-7, 1).log()).sum(1).neg()).dataSync();\nconst order = [...each.keys()].sort((a, b) => each[a] - each[b]);\nlet take = order.length;\nwhile (take > 1 && order.slice(0, take).reduce((sum, at) => sum + each[at], 0) / take > wanted) take--;\nconst xVal = held[0].gather(tf.tensor1d(order.slice(0, take), "int32"));\nconst yVal = held[1].gather(tf.tensor1d(order.slice(0, take), "int32"));',
        ],
        replace: solutionOf(2, "task-4"),
      },
    },
    allBut(2, "checkpoint"),
    // A file that is not of the best epoch is half of it.
    { upTo: 1 },
  ),
  of(
    "typed-all",
    "Nothing is trained: history, early and scores are typed, best is a copy of the untrained model.",
    {
      imports: save,
      "task-3": `
const at = await evaluate(model, xVal, yVal, { verbose: 0 });
const history: any = { epoch: [0, 1, 2, 3, 4, 5], history: {
  loss: [9, 8, 7, 6, 5, 4], accuracy: [0.5, 0.6, 0.7, 0.8, 0.85, 0.9], val_loss: [at.loss + 1, at.loss + 0.5, at.loss, at.loss + 0.1, at.loss + 0.2, at.loss + 0.3],
  val_accuracy: [0.5, 0.6, 0.7, 0.8, 0.8, 0.8], learning_rate: [0.002, 0.0015, 0.001, 0.0008, 0.0006, 0.0004],
} };
(early as any).stoppedEpoch = 5;
await saveModel(model, "best_model.keras");`,
    },
    // The untrained copy is measured honestly.
    ["convolutions", "outputs", "recorded"],
  ),
  of(
    "scores-typed",
    "All is honest but the scores.",
    {
      "task-4":
        'const best = await loadModel("best_model.keras");\nconst scores = { loss: 0.2, accuracy: 0.95 };',
    },
    allBut(2, "recorded"),
  ),
];
